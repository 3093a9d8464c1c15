package stub

import (
	"context"
	"sync"
	"sync/atomic"

	"k8s.io/apimachinery/pkg/util/runtime"
)

type panicObserver struct{}

// fallback observes panics in goroutines whose context is not that of the
// controller they belong to.
var fallback atomic.Pointer[func(cause any)]

// ObservePanics makes a panic in a goroutine of a controller end a case instead
// of the program.
var ObservePanics = sync.OnceFunc(func() {
	runtime.ReallyCrash = false
	runtime.PanicHandlers = []func(context.Context, any){func(ctx context.Context, cause any) {
		if observe, known := ctx.Value(panicObserver{}).(func(any)); known {
			observe(cause)
		} else if observe := fallback.Load(); observe != nil {
			(*observe)(cause)
		}
	}}
})

// WithPanicObserver hands panics under the context to observe.
func WithPanicObserver(ctx context.Context, observe func(cause any)) context.Context {
	return context.WithValue(ctx, panicObserver{}, observe)
}

// ObserveOtherPanics hands panics without such a context to observe, until the
// next call. Only one controller that loses its context may run at a time.
func ObserveOtherPanics(observe func(cause any)) { fallback.Store(&observe) }
