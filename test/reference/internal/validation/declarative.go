//go:build !kubernetes1.36

package validation

import (
	"context"

	"k8s.io/apimachinery/pkg/api/operation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/registry/discovery/endpointslice"
)

// declared merges the errors of the written rules with those of the declared
// ones, as the registry does from 1.37 on. The object before is nil for a
// create.
func declared(ctx context.Context, object, before runtime.Object, written field.ErrorList, operation operation.Type) field.ErrorList {
	strategy := endpointslice.Strategy
	config := strategy.DeclarativeValidationConfig(ctx, object, before)
	return strategy.ValidateDeclaratively(ctx, object, before, written, operation, config)
}

func allowsUnconditionalUpdate(ctx context.Context) bool {
	return endpointslice.Strategy.AllowUnconditionalUpdate(ctx)
}
