-- A real-time authorisation asks whether the driver has saved a card; of the card it sees nothing.
GRANT SELECT (user_id) ON payment_method TO edge;
