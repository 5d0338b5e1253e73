-- The support desk of Tolvery's online shop and its three shops, from 2 January to 15 December 2025.
-- Dates are text, YYYY-MM-DD; times YYYY-MM-DD HH:MM. Amounts are euros.

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  city TEXT NOT NULL,
  region TEXT NOT NULL CHECK (region IN ('mainland', 'island')),
  kind TEXT NOT NULL CHECK (kind IN ('private', 'business')),
  plus_member INTEGER NOT NULL CHECK (plus_member IN (0, 1)), -- 1: member of Tolvery Plus
  joined_on TEXT NOT NULL
);

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  line TEXT NOT NULL CHECK (line IN ('Ember', 'Brook', 'Meadow')),
  category TEXT NOT NULL,
  price REAL NOT NULL, -- today's; what was paid stands in order_items
  weight_kg REAL NOT NULL,
  warranty_months INTEGER NOT NULL,
  stock INTEGER NOT NULL,
  discontinued_on TEXT -- NULL while it is sold
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  ordered_on TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('online', 'shop')),
  delivery TEXT NOT NULL CHECK (delivery IN ('standard', 'express', 'islands', 'heavy', 'collect', 'taken home')),
  delivery_charge REAL NOT NULL,
  payment TEXT NOT NULL CHECK (payment IN ('card', 'bank transfer', 'instalments', 'invoice', 'cash')),
  status TEXT NOT NULL CHECK (status IN ('delivered', 'in transit', 'cancelled')),
  delivered_on TEXT -- NULL until it is delivered
);

CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_price REAL NOT NULL, -- what was paid for one
  PRIMARY KEY (order_id, product_id)
);

CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  order_id INTEGER REFERENCES orders (id), -- NULL when it is about no order
  topic TEXT NOT NULL CHECK (topic IN ('return', 'damaged', 'warranty', 'delivery', 'billing', 'account')),
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'chat', 'email')),
  opened_at TEXT NOT NULL,
  closed_at TEXT, -- NULL while it is open
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5) -- by the customer; NULL when not given
);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  ticket_id INTEGER REFERENCES tickets (id), -- NULL when nobody had to ask
  reason TEXT NOT NULL CHECK (reason IN ('unopened return', 'opened return', 'damaged', 'cancelled', 'late express')),
  amount REAL NOT NULL,
  requested_on TEXT NOT NULL,
  paid_on TEXT -- NULL while it is due
);
