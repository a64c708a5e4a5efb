import { isObject, type JsonObject, mapOperations } from './openapi.js';

/** How clients of a version ask for it: by a parameter of every operation. */
export function addressed(document: JsonObject, version: string, origin: string): JsonObject {
  const own = { name: 'version', in: 'query', schema: { const: version, default: version } };
  const paths = mapOperations(document, (operation) => {
    const { parameters } = operation;
    const others = (Array.isArray(parameters) ? parameters : []).filter(
      (parameter) => isObject(parameter) && parameter.name !== own.name,
    );
    return { ...operation, parameters: [...others, own] };
  });
  return { servers: [{ url: origin }], paths };
}
