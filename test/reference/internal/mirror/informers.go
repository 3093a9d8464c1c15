package mirror

import (
	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"

	"endpointslice.test/reference/internal/stub"
)

// The three informers of the controller, each with a lister that answers for
// the case its driver works on.
type (
	endpointsInformer struct {
		informer stub.Informer
		driver   *driver
	}
	serviceInformer struct {
		informer stub.Informer
		driver   *driver
	}
	sliceInformer struct {
		informer stub.Informer
		driver   *driver
	}
)

func (i *endpointsInformer) Informer() cache.SharedIndexInformer { return &i.informer }
func (i *endpointsInformer) Lister() corelisters.EndpointsLister {
	return endpointsLister{driver: i.driver}
}
func (i *serviceInformer) Informer() cache.SharedIndexInformer { return &i.informer }
func (i *serviceInformer) Lister() corelisters.ServiceLister   { return serviceLister{driver: i.driver} }
func (i *sliceInformer) Informer() cache.SharedIndexInformer   { return &i.informer }
func (i *sliceInformer) Lister() discoverylisters.EndpointSliceLister {
	return sliceLister{driver: i.driver}
}

type endpointsLister struct {
	corelisters.EndpointsLister
	driver *driver
}

type endpointsInNamespace struct {
	corelisters.EndpointsNamespaceLister
	driver    *driver
	namespace string
}

// Endpoints is part of corelisters.EndpointsLister.
func (l endpointsLister) Endpoints(namespace string) corelisters.EndpointsNamespaceLister {
	return endpointsInNamespace{driver: l.driver, namespace: namespace}
}

// Get is part of corelisters.EndpointsNamespaceLister.
func (l endpointsInNamespace) Get(name string) (*corev1.Endpoints, error) {
	if found := l.driver.lookUpEndpoints(l.namespace, name); found != nil {
		return found, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("endpoints"), name)
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
	if found := l.driver.lookUpService(l.namespace, name); found != nil {
		return found, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("service"), name)
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

// List is part of discoverylisters.EndpointSliceNamespaceLister. It keeps the
// order of the case, where an informer would have none.
func (l slicesInNamespace) List(selector labels.Selector) ([]*discovery.EndpointSlice, error) {
	var matching []*discovery.EndpointSlice
	for _, slice := range l.driver.listSlices(l.namespace) {
		if slice.Namespace == l.namespace && selector.Matches(labels.Set(slice.Labels)) {
			matching = append(matching, slice)
		}
	}
	return matching, nil
}
