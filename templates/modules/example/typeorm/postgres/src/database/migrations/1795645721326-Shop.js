/**
 * @typedef {import('typeorm').MigrationInterface} MigrationInterface
 * @typedef {import('typeorm').QueryRunner} QueryRunner
 */

/**
 * @class
 * @implements {MigrationInterface}
 */
export class Shop1795645721326 {
    name = 'Shop1795645721326'

    /**
     * @param {QueryRunner} queryRunner
     */
    async up(queryRunner) {
        await queryRunner.query(`
            CREATE TYPE "public"."order_status" AS ENUM('placed', 'cancelled')
        `);
        await queryRunner.query(`
            CREATE TABLE "orders" (
                "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
                "customer_email" character varying(254) NOT NULL,
                "status" "public"."order_status" NOT NULL DEFAULT 'placed',
                "total" numeric(18, 2) NOT NULL,
                "currency" character(3) NOT NULL,
                "placed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "PK_710e2d4957aa5878dfe94e4ac2f" PRIMARY KEY ("id")
            )
        `);
        await queryRunner.query(`
            CREATE INDEX "orders_placed_at_id" ON "orders" ("placed_at", "id")
        `);
        await queryRunner.query(`
            CREATE TABLE "products" (
                "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
                "name" character varying(200) NOT NULL,
                "description" text NOT NULL,
                "price" numeric(12, 2) NOT NULL,
                "currency" character(3) NOT NULL,
                "stock" integer NOT NULL,
                "image" text,
                "thumbnail" text,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "products_name_unique" UNIQUE ("name"),
                CONSTRAINT "products_stock_not_negative" CHECK (stock >= 0),
                CONSTRAINT "products_price_not_negative" CHECK (price >= 0),
                CONSTRAINT "PK_0806c755e0aca124e67c0cf6d7d" PRIMARY KEY ("id")
            )
        `);
        await queryRunner.query(`
            CREATE TABLE "order_lines" (
                "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
                "order_id" integer NOT NULL,
                "product_id" integer NOT NULL,
                "quantity" integer NOT NULL,
                "unit_price" numeric(12, 2) NOT NULL,
                CONSTRAINT "order_lines_order_id_product_id" UNIQUE ("order_id", "product_id"),
                CONSTRAINT "order_lines_quantity_positive" CHECK (quantity > 0),
                CONSTRAINT "PK_627dcd7f1d707de4df241b2da6b" PRIMARY KEY ("id")
            )
        `);
        await queryRunner.query(`
            CREATE INDEX "order_lines_product_id" ON "order_lines" ("product_id")
        `);
        await queryRunner.query(`
            ALTER TABLE "order_lines"
            ADD CONSTRAINT "FK_6a619803439ea92778cafc8fb54" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
        await queryRunner.query(`
            ALTER TABLE "order_lines"
            ADD CONSTRAINT "FK_c33a737fbeb5050911ca729aaed" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    }

    /**
     * @param {QueryRunner} queryRunner
     */
    async down(queryRunner) {
        await queryRunner.query(`
            ALTER TABLE "order_lines" DROP CONSTRAINT "FK_c33a737fbeb5050911ca729aaed"
        `);
        await queryRunner.query(`
            ALTER TABLE "order_lines" DROP CONSTRAINT "FK_6a619803439ea92778cafc8fb54"
        `);
        await queryRunner.query(`
            DROP INDEX "public"."order_lines_product_id"
        `);
        await queryRunner.query(`
            DROP TABLE "order_lines"
        `);
        await queryRunner.query(`
            DROP TABLE "products"
        `);
        await queryRunner.query(`
            DROP INDEX "public"."orders_placed_at_id"
        `);
        await queryRunner.query(`
            DROP TABLE "orders"
        `);
        await queryRunner.query(`
            DROP TYPE "public"."order_status"
        `);
    }
}
