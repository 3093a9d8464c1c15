package mirror

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/endpointslicemirroring"

	"endpointslice.test/reference/internal/stub"
)

// patience is how long a case may take; the worker of a controller pauses for a
// second after a panic.
const patience = 2 * time.Minute

// fenceName is both namespace and name of the Endpoints whose event marks the
// end of a case.
const fenceName = "fence"

// driver owns one running mirroring controller with a single worker and puts
// one case at a time to it.
//
// The case is enqueued through the handler the controller registered for
// Services. When its sync starts (the controller looks the Endpoints up), the
// driver enqueues a fence and the case once more. The one worker takes the
// fence after the case is done. The fence is an Endpoints object with an
// invalid address; syncing it emits an event, which arrives after all events of
// the case because the sink is served in order. When the case comes up again
// nothing is found any more, which makes the controller forget it.
type driver struct {
	services *serviceInformer
	cancel   context.CancelFunc

	mutex   sync.Mutex
	current *run
	fences  int
}

// run is one case on its way through a controller.
type run struct {
	namespace, name string

	endpoints *corev1.Endpoints
	service   *corev1.Service
	slices    []*discovery.EndpointSlice
	client    *stub.Client

	fence    types.UID
	syncing  bool
	started  time.Time
	took     time.Duration
	events   []stub.Event
	failure  error
	panicked any
	done     chan struct{}
}

// newDriver starts a controller.
func newDriver(maxEndpointsPerSubset int32) *driver {
	stub.ObservePanics()
	d := &driver{}
	ctx, cancel := context.WithCancel(stub.WithPanicObserver(context.Background(), d.takePanic))
	d.cancel = cancel
	d.services = &serviceInformer{driver: d}
	ctx = klog.NewContext(ctx, logr.New(stub.ErrorLog(d.takeError)))
	controller := endpointslicemirroring.NewController(ctx,
		&endpointsInformer{driver: d}, &sliceInformer{driver: d}, d.services,
		maxEndpointsPerSubset, stub.Switch{Writes: d.caseClient, Events: d.takeEvent}, 0)
	go controller.Run(ctx, 1)
	return d
}

// stop ends the controller.
func (d *driver) stop() { d.cancel() }

// sync puts one case to the controller and waits for its end.
func (d *driver) sync(next *run) error {
	next.done = make(chan struct{})
	d.mutex.Lock()
	d.fences++
	next.fence = types.UID(fenceName + "-" + strconv.Itoa(d.fences))
	d.current = next
	d.mutex.Unlock()

	d.enqueue(next.namespace, next.name)

	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-next.done:
		return nil
	case <-timeout.C:
		return fmt.Errorf("the mirroring controller did not finish the case")
	}
}

// enqueue adds a key to the queue by announcing a Service without selector.
func (d *driver) enqueue(namespace, name string) {
	announced := &corev1.Service{}
	announced.Namespace, announced.Name = namespace, name
	d.services.informer.Handler.OnAdd(announced, false)
}

// isCase says whether a key is that of the running case.
func (d *driver) isCase(namespace, name string) bool {
	return d.current != nil && d.current.namespace == namespace && d.current.name == name
}

// lookUpEndpoints is the first thing a sync does.
func (d *driver) lookUpEndpoints(namespace, name string) *corev1.Endpoints {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	switch {
	case namespace == fenceName && name == fenceName:
		if d.current == nil {
			return nil
		}
		if d.current.syncing {
			d.current.took = time.Since(d.current.started)
			d.current.syncing = false
		}
		return fenceEndpoints(d.current.fence)
	case d.isCase(namespace, name) && d.current.started.IsZero():
		d.enqueue(fenceName, fenceName)
		d.enqueue(namespace, name)
		d.current.syncing = true
		d.current.started = time.Now()
		return d.current.endpoints
	}
	return nil
}

func fenceEndpoints(uid types.UID) *corev1.Endpoints {
	fence := &corev1.Endpoints{Subsets: []corev1.EndpointSubset{{Addresses: []corev1.EndpointAddress{{IP: fenceName}}}}}
	fence.Namespace, fence.Name, fence.UID = fenceName, fenceName, uid
	return fence
}

func (d *driver) lookUpService(namespace, name string) *corev1.Service {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	switch {
	case namespace == fenceName && name == fenceName:
		fence := &corev1.Service{}
		fence.Namespace, fence.Name = namespace, name
		return fence
	case d.isCase(namespace, name) && d.current.syncing:
		return d.current.service
	}
	return nil
}

func (d *driver) listSlices(namespace string) []*discovery.EndpointSlice {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current != nil && d.current.namespace == namespace && d.current.syncing {
		return d.current.slices
	}
	return nil
}

// caseClient is asked for at every sync, also by the fence after its event has
// ended the case.
func (d *driver) caseClient() *stub.Client {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current == nil {
		return stub.NewClient()
	}
	return d.current.client
}

func (d *driver) takeEvent(event *corev1.Event) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current == nil {
		return
	}
	switch {
	case event.InvolvedObject.UID == d.current.fence && event.InvolvedObject.Namespace == fenceName:
		close(d.current.done)
		d.current = nil
	case event.InvolvedObject.Namespace == d.current.namespace:
		d.current.events = append(d.current.events, stub.Event{Type: event.Type, Reason: event.Reason, Message: event.Message})
	}
}

func (d *driver) takeError(key string, failure error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current != nil && d.current.syncing && key == d.current.namespace+"/"+d.current.name {
		d.current.failure = failure
	}
}

func (d *driver) takePanic(cause any) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current != nil && d.current.syncing {
		d.current.panicked = cause
	}
}
