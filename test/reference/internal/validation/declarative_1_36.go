//go:build kubernetes1.36

package validation

import (
	"context"

	"k8s.io/apimachinery/pkg/api/operation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/registry/discovery/endpointslice"
)

// declared leaves the errors of the written rules as they are: in 1.36 the
// declared ones run in the shadow.
func declared(_ context.Context, _, _ runtime.Object, written field.ErrorList, _ operation.Type) field.ErrorList {
	return written
}

func allowsUnconditionalUpdate(context.Context) bool {
	return endpointslice.Strategy.AllowUnconditionalUpdate()
}
