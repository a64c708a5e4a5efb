/**
 * @typedef {import('typeorm').MigrationInterface} MigrationInterface
 * @typedef {import('typeorm').QueryRunner} QueryRunner
 */

/**
 * @class
 * @implements {MigrationInterface}
 */
export class Shop1795658921656 {
    name = 'Shop1795658921656'

    /**
     * @param {QueryRunner} queryRunner
     */
    async up(queryRunner) {
        await queryRunner.query(`
            CREATE TABLE \`orders\` (
                \`id\` int NOT NULL AUTO_INCREMENT,
                \`customer_email\` varchar(254) NOT NULL,
                \`status\` enum ('placed', 'cancelled') NOT NULL DEFAULT 'placed',
                \`total\` decimal(18, 2) NOT NULL,
                \`currency\` char(3) NOT NULL,
                \`placed_at\` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
                INDEX \`orders_placed_at_id\` (\`placed_at\`, \`id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
        await queryRunner.query(`
            CREATE TABLE \`products\` (
                \`id\` int NOT NULL AUTO_INCREMENT,
                \`name\` varchar(200) NOT NULL,
                \`description\` text NOT NULL,
                \`price\` decimal(12, 2) NOT NULL,
                \`currency\` char(3) NOT NULL,
                \`stock\` int NOT NULL,
                \`image\` mediumtext NULL,
                \`thumbnail\` mediumtext NULL,
                \`created_at\` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
                \`updated_at\` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
                UNIQUE INDEX \`products_name_unique\` (\`name\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
        await queryRunner.query(`
            CREATE TABLE \`order_lines\` (
                \`id\` int NOT NULL AUTO_INCREMENT,
                \`order_id\` int NOT NULL,
                \`product_id\` int NOT NULL,
                \`quantity\` int NOT NULL,
                \`unit_price\` decimal(12, 2) NOT NULL,
                INDEX \`order_lines_product_id\` (\`product_id\`),
                UNIQUE INDEX \`order_lines_order_id_product_id\` (\`order_id\`, \`product_id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
        await queryRunner.query(`
            ALTER TABLE \`order_lines\`
            ADD CONSTRAINT \`FK_6a619803439ea92778cafc8fb54\` FOREIGN KEY (\`order_id\`) REFERENCES \`orders\`(\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION
        `);
        await queryRunner.query(`
            ALTER TABLE \`order_lines\`
            ADD CONSTRAINT \`FK_c33a737fbeb5050911ca729aaed\` FOREIGN KEY (\`product_id\`) REFERENCES \`products\`(\`id\`) ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
        // Written by hand: TypeORM writes no checks for MySQL.
        await queryRunner.query(`
            ALTER TABLE \`products\`
            ADD CONSTRAINT \`products_price_not_negative\` CHECK (\`price\` >= 0),
            ADD CONSTRAINT \`products_stock_not_negative\` CHECK (\`stock\` >= 0)
        `);
        await queryRunner.query(`
            ALTER TABLE \`order_lines\`
            ADD CONSTRAINT \`order_lines_quantity_positive\` CHECK (\`quantity\` > 0)
        `);
    }

    /**
     * @param {QueryRunner} queryRunner
     */
    async down(queryRunner) {
        await queryRunner.query(`
            ALTER TABLE \`order_lines\` DROP FOREIGN KEY \`FK_c33a737fbeb5050911ca729aaed\`
        `);
        await queryRunner.query(`
            ALTER TABLE \`order_lines\` DROP FOREIGN KEY \`FK_6a619803439ea92778cafc8fb54\`
        `);
        await queryRunner.query(`
            DROP INDEX \`order_lines_order_id_product_id\` ON \`order_lines\`
        `);
        await queryRunner.query(`
            DROP INDEX \`order_lines_product_id\` ON \`order_lines\`
        `);
        await queryRunner.query(`
            DROP TABLE \`order_lines\`
        `);
        await queryRunner.query(`
            DROP INDEX \`products_name_unique\` ON \`products\`
        `);
        await queryRunner.query(`
            DROP TABLE \`products\`
        `);
        await queryRunner.query(`
            DROP INDEX \`orders_placed_at_id\` ON \`orders\`
        `);
        await queryRunner.query(`
            DROP TABLE \`orders\`
        `);
    }
}
