-- AlterTable
ALTER TABLE "partner" ADD COLUMN     "statuses_confirmed_at" TIMESTAMPTZ(3);
