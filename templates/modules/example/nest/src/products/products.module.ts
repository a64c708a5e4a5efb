import { Module } from '@nestjs/common';
import { ProductsController } from './products.controller.js';
import { productsProvider } from './service.provider.js';

@Module({ controllers: [ProductsController], providers: [productsProvider] })
export class ProductsModule {}
