import { post } from "./http";

type Keyed = { orderId: string; idempotencyKey: string };

// The same idempotencyKey takes effect once. The three that undo do nothing when there is nothing to undo.
export const reserveStock = (args: Keyed & { sku: string; quantity: number }) => post("https://shop.example.test/stock/reserve", args);
export const chargeCard = (args: Keyed & { amount: number }) => post("https://shop.example.test/payments/charge", args);
export const shipOrder = (args: Keyed) => post("https://shop.example.test/shipping/ship", args);
export const releaseStock = (args: Keyed) => post("https://shop.example.test/stock/release", args);
export const refundCard = (args: Keyed) => post("https://shop.example.test/payments/refund", args);
export const cancelShipment = (args: Keyed) => post("https://shop.example.test/shipping/cancel", args);
