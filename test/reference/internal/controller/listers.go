package controller

import (
	"errors"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"

	"endpointslice.test/reference/internal/stub"
)

// The four informers of the controller, each with a lister that answers for the
// step its driver works on.
type (
	podInformer struct {
		informer stub.Informer
		driver   *driver
	}
	serviceInformer struct {
		informer stub.Informer
		driver   *driver
	}
	nodeInformer struct {
		informer stub.Informer
		driver   *driver
	}
	sliceInformer struct {
		informer stub.Informer
		driver   *driver
	}
)

func (i *podInformer) Informer() cache.SharedIndexInformer     { return &i.informer }
func (i *podInformer) Lister() corelisters.PodLister           { return podLister{driver: i.driver} }
func (i *serviceInformer) Informer() cache.SharedIndexInformer { return &i.informer }
func (i *serviceInformer) Lister() corelisters.ServiceLister   { return serviceLister{driver: i.driver} }
func (i *nodeInformer) Informer() cache.SharedIndexInformer    { return &i.informer }
func (i *nodeInformer) Lister() corelisters.NodeLister         { return nodeLister{driver: i.driver} }
func (i *sliceInformer) Informer() cache.SharedIndexInformer   { return &i.informer }
func (i *sliceInformer) Lister() discoverylisters.EndpointSliceLister {
	return sliceLister{driver: i.driver}
}

// errFence makes the fence announce itself by an event.
var errFence = errors.New("this is the fence")

// errIdle answers a sync that no step asked for, such as a retry.
var errIdle = errors.New("no step is running")

type podLister struct {
	corelisters.PodLister
	driver *driver
}

type podsInNamespace struct {
	corelisters.PodNamespaceLister
	driver    *driver
	namespace string
}

// Pods is part of corelisters.PodLister.
func (l podLister) Pods(namespace string) corelisters.PodNamespaceLister {
	return podsInNamespace{driver: l.driver, namespace: namespace}
}

// List is part of corelisters.PodNamespaceLister; it keeps the order given.
func (l podsInNamespace) List(selector labels.Selector) ([]*corev1.Pod, error) {
	step := l.driver.step()
	if step == nil || l.namespace == fenceName {
		return nil, errFence
	}
	var matching []*corev1.Pod
	for _, pod := range step.pods {
		if pod.Namespace == l.namespace && selector.Matches(labels.Set(pod.Labels)) {
			matching = append(matching, pod)
		}
	}
	return matching, nil
}

type serviceLister struct {
	corelisters.ServiceLister
	driver *driver
}

type servicesInNamespace struct {
	corelisters.ServiceNamespaceLister
	driver    *driver
	namespace string
}

// Services is part of corelisters.ServiceLister.
func (l serviceLister) Services(namespace string) corelisters.ServiceNamespaceLister {
	return servicesInNamespace{driver: l.driver, namespace: namespace}
}

// Get is part of corelisters.ServiceNamespaceLister.
func (l servicesInNamespace) Get(name string) (*corev1.Service, error) {
	found, err := l.driver.lookUpService(l.namespace, name)
	if found == nil && err == nil {
		return nil, apierrors.NewNotFound(corev1.Resource("service"), name)
	}
	return found, err
}

type nodeLister struct {
	corelisters.NodeLister
	driver *driver
}

// List is part of corelisters.NodeLister; only the topology worker calls it, for
// all nodes.
func (l nodeLister) List(labels.Selector) ([]*corev1.Node, error) {
	return l.driver.topologyNodes(), nil
}

// Get is part of corelisters.NodeLister.
func (l nodeLister) Get(name string) (*corev1.Node, error) {
	return l.driver.nodeLister().Get(name)
}

type sliceLister struct {
	discoverylisters.EndpointSliceLister
	driver *driver
}

type slicesInNamespace struct {
	discoverylisters.EndpointSliceNamespaceLister
	driver    *driver
	namespace string
}

// EndpointSlices is part of discoverylisters.EndpointSliceLister.
func (l sliceLister) EndpointSlices(namespace string) discoverylisters.EndpointSliceNamespaceLister {
	return slicesInNamespace{driver: l.driver, namespace: namespace}
}

// List is part of discoverylisters.EndpointSliceNamespaceLister; it keeps the
// order given.
func (l slicesInNamespace) List(selector labels.Selector) ([]*discovery.EndpointSlice, error) {
	step := l.driver.step()
	if step == nil {
		return nil, errIdle
	}
	var matching []*discovery.EndpointSlice
	for _, slice := range step.slices {
		if slice.Namespace == l.namespace && selector.Matches(labels.Set(slice.Labels)) {
			matching = append(matching, slice)
		}
	}
	return matching, nil
}
