package controller

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
	"k8s.io/kubernetes/pkg/controller/endpointslice"

	"endpointslice.test/reference/internal/stub"
)

// patience is how long a step may take; a worker pauses for a second after a
// panic.
const patience = 2 * time.Minute

// fenceName is both namespace and name of the Service whose event marks the end
// of a step.
const fenceName = "fence"

// driver owns one running service controller with one worker per queue and puts
// one step at a time to it. The end of a step is found as for the mirroring
// controller: a fence enqueued while the step is being synced emits an event.
type driver struct {
	services *serviceInformer
	nodes    *nodeInformer
	cancel   context.CancelFunc
	client   *stub.Client

	mutex   sync.Mutex
	current *run
	given   []*corev1.Node
	known   *stub.NodeLister
	fences  int
	// listings counts how often the topology worker has yet to list nodes, and
	// listed is closed when it has.
	listings int
	listed   chan struct{}
}

// run is one step.
type run struct {
	namespace, name string

	service *corev1.Service
	pods    []*corev1.Pod
	slices  []*discovery.EndpointSlice

	fence    types.UID
	started  bool
	syncing  bool
	events   []stub.Event
	failure  error
	panicked any
	done     chan struct{}
}

func newDriver(maxEndpointsPerSlice int32) *driver {
	stub.ObservePanics()
	d := &driver{client: stub.NewClient(), known: stub.NewNodeLister(nil, nil)}
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel = cancel
	d.services, d.nodes = &serviceInformer{driver: d}, &nodeInformer{driver: d}
	stub.ObserveOtherPanics(d.takePanic)
	ctx = klog.NewContext(ctx, logr.New(stub.ErrorLog(d.takeError)))
	controller := endpointslice.NewController(ctx,
		&podInformer{driver: d}, d.services, d.nodes, &sliceInformer{driver: d}, maxEndpointsPerSlice,
		stub.Switch{Writes: func() *stub.Client { return d.client }, Events: d.takeEvent}, 0)
	go controller.Run(ctx, 1)
	return d
}

func (d *driver) stop() { d.cancel() }

// setNodes announces a node change and waits until the controller has taken it
// in: the worker lists the nodes, and asked once more meanwhile, lists them
// again only after it has worked the first list in.
func (d *driver) setNodes(nodes []*corev1.Node) error {
	d.mutex.Lock()
	d.given, d.known = nodes, stub.NewNodeLister(nodes, nil)
	d.listings, d.listed = 2, make(chan struct{})
	listed := d.listed
	d.mutex.Unlock()
	d.announceNode()
	return wait(listed)
}

func (d *driver) announceNode() { d.nodes.informer.Handler.OnAdd(&corev1.Node{}, false) }

// topologyNodes answers the topology worker, with copies: it may add to the CPU
// of the nodes it is given.
func (d *driver) topologyNodes() []*corev1.Node {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.listings > 0 {
		d.listings--
		if d.listings == 0 {
			close(d.listed)
		} else {
			d.announceNode()
		}
	}
	copies := make([]*corev1.Node, 0, len(d.given))
	for _, node := range d.given {
		copies = append(copies, node.DeepCopy())
	}
	return copies
}

func (d *driver) nodeLister() *stub.NodeLister {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.known
}

// sync puts one step to the controller and waits for its end.
func (d *driver) sync(next *run) error {
	next.done = make(chan struct{})
	d.mutex.Lock()
	d.fences++
	next.fence = types.UID(fenceName + "-" + strconv.Itoa(d.fences))
	d.current = next
	d.mutex.Unlock()
	d.enqueue(next.namespace, next.name)
	return wait(next.done)
}

func wait(done <-chan struct{}) error {
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-done:
		return nil
	case <-timeout.C:
		return fmt.Errorf("the service controller did not finish the step")
	}
}

func (d *driver) enqueue(namespace, name string) {
	announced := &corev1.Service{}
	announced.Namespace, announced.Name = namespace, name
	d.services.informer.Handler.OnAdd(announced, false)
}

// lookUpService is the first thing a sync does.
func (d *driver) lookUpService(namespace, name string) (*corev1.Service, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	step := d.current
	switch {
	case step == nil:
		return nil, errIdle
	case namespace == fenceName && name == fenceName:
		if !step.started {
			return nil, nil
		}
		step.syncing = false
		fence := &corev1.Service{Spec: corev1.ServiceSpec{Selector: map[string]string{fenceName: fenceName}}}
		fence.Namespace, fence.Name, fence.UID = namespace, name, step.fence
		return fence, nil
	case namespace == step.namespace && name == step.name && !step.started:
		step.started, step.syncing = true, true
		d.enqueue(fenceName, fenceName)
		return step.service, nil
	}
	return nil, errIdle
}

// step is the step being synced, nil when none is.
func (d *driver) step() *run {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current == nil || !d.current.syncing {
		return nil
	}
	return d.current
}

func (d *driver) takeEvent(event *corev1.Event) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current == nil {
		return
	}
	if event.InvolvedObject.Namespace != fenceName {
		d.current.events = append(d.current.events, stub.Event{Type: event.Type, Reason: event.Reason, Message: event.Message})
		return
	}
	if event.InvolvedObject.UID == d.current.fence {
		close(d.current.done)
		d.current = nil
	}
}

func (d *driver) takeError(key string, failure error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.current == nil || !d.current.syncing {
		return
	}
	wanted := d.current.namespace + "/" + d.current.name
	if d.current.namespace == "" {
		wanted = d.current.name
	}
	if key == wanted {
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
