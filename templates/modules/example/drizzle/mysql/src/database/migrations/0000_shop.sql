CREATE TABLE `order_lines` (
	`id` int AUTO_INCREMENT NOT NULL,
	`order_id` int NOT NULL,
	`product_id` int NOT NULL,
	`quantity` int NOT NULL,
	`unit_price` decimal(12,2) NOT NULL,
	CONSTRAINT `order_lines_id` PRIMARY KEY(`id`),
	CONSTRAINT `order_lines_order_id_product_id` UNIQUE(`order_id`,`product_id`),
	CONSTRAINT `order_lines_quantity_positive` CHECK(`order_lines`.`quantity` > 0)
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` int AUTO_INCREMENT NOT NULL,
	`customer_email` varchar(254) NOT NULL,
	`status` enum('placed','cancelled') NOT NULL DEFAULT 'placed',
	`total` decimal(18,2) NOT NULL,
	`currency` char(3) NOT NULL,
	`placed_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
	CONSTRAINT `orders_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` int AUTO_INCREMENT NOT NULL,
	`name` varchar(200) NOT NULL,
	`description` text NOT NULL,
	`price` decimal(12,2) NOT NULL,
	`currency` char(3) NOT NULL,
	`stock` int NOT NULL,
	`image` mediumtext,
	`thumbnail` mediumtext,
	`created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
	`updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
	CONSTRAINT `products_id` PRIMARY KEY(`id`),
	CONSTRAINT `products_name_unique` UNIQUE(`name`),
	CONSTRAINT `products_price_not_negative` CHECK(`products`.`price` >= 0),
	CONSTRAINT `products_stock_not_negative` CHECK(`products`.`stock` >= 0)
);
--> statement-breakpoint
ALTER TABLE `order_lines` ADD CONSTRAINT `order_lines_order_id_orders_id_fk` FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `order_lines` ADD CONSTRAINT `order_lines_product_id_products_id_fk` FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `order_lines_product_id` ON `order_lines` (`product_id`);--> statement-breakpoint
CREATE INDEX `orders_placed_at_id` ON `orders` (`placed_at`,`id`);