/** Everything that the package exports but for validation, as one namespace. */
export * from 'endpointslice';
export * from 'endpointslice/controller';
export * from 'endpointslice/hints';
export * from 'endpointslice/server';
export * from 'endpointslice/well-known';
