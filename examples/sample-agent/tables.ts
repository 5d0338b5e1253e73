// The tables of support-shop in few words, as a small model reads them: a third of the length of the schema.
export const tables = `customers(id, name, email, city, region: mainland|island, kind: private|business, plus_member: 0|1, joined_on)
products(id, name, line: Ember|Brook|Meadow, category: coffee machine|grinder|accessory|kettle|toaster|garden tool|battery, price, weight_kg, warranty_months, stock, discontinued_on)
orders(id, customer_id, ordered_on, channel: online|shop, delivery: standard|express|islands|heavy|collect|taken home, delivery_charge, payment: card|bank transfer|instalments|invoice|cash, status: delivered|in transit|cancelled, delivered_on)
order_items(order_id, product_id, quantity, unit_price)
tickets(id, customer_id, order_id, topic: return|damaged|warranty|delivery|billing|account, channel: phone|chat|email, opened_at, closed_at, status: open|closed, rating: 1-5)
refunds(id, order_id, ticket_id, reason: unopened return|opened return|damaged|cancelled|late express, amount, requested_on, paid_on)`;
