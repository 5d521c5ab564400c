// Package simnode plays the nodes of a cluster: it registers Node objects and keeps their leases, binds Pods to them,
// and reports for every Pod what a kubelet would report. No container ever runs.
package simnode

import (
	"context"
	"fmt"
	"log"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

const workers = 8

// Fleet is a set of simulated nodes. It needs nothing from the API server but ordinary client access, and carries on
// by itself when the server goes away and comes back.
type Fleet struct {
	client    kubernetes.Interface
	names     []string
	informers informers.SharedInformerFactory
	pods      corelisters.PodLister
	nodes     corelisters.NodeLister
	services  corelisters.ServiceLister
	claims    corelisters.PersistentVolumeClaimLister
	queue     workqueue.TypedRateLimitingInterface[key]
	addresses *addresses
	turn      roundRobin
}

// key names one object that may need attention.
type key struct {
	kind      kind
	namespace string
	name      string
}

type kind int

const (
	podKind kind = iota
	serviceKind
	claimKind
)

// NewFleet prepares count nodes named node-0, node-1 and so on.
func NewFleet(config *rest.Config, count int) (*Fleet, error) {
	config = rest.CopyConfig(config)
	config.QPS, config.Burst = 500, 1000
	config.UserAgent = "devcluster-nodes"
	config.ContentType = "application/vnd.kubernetes.protobuf"
	config.AcceptContentTypes = "application/vnd.kubernetes.protobuf,application/json"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	fleet := &Fleet{
		client:    client,
		informers: factory,
		pods:      factory.Core().V1().Pods().Lister(),
		nodes:     factory.Core().V1().Nodes().Lister(),
		services:  factory.Core().V1().Services().Lister(),
		claims:    factory.Core().V1().PersistentVolumeClaims().Lister(),
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[key](20*time.Millisecond, 5*time.Second)),
		addresses: newAddresses(),
	}
	for i := range count {
		fleet.names = append(fleet.names, fmt.Sprintf("node-%d", i))
	}
	fleet.watch(podKind, factory.Core().V1().Pods().Informer())
	fleet.watch(serviceKind, factory.Core().V1().Services().Informer())
	fleet.watch(claimKind, factory.Core().V1().PersistentVolumeClaims().Informer())
	// A node that appears or changes may make room for Pods that found none.
	if _, err := factory.Core().V1().Nodes().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: func(any) { fleet.enqueueUnbound() },
		UpdateFunc: func(before, now any) {
			if !equality.Semantic.DeepEqual(before.(*corev1.Node).Spec, now.(*corev1.Node).Spec) {
				fleet.enqueueUnbound()
			}
		},
	}); err != nil {
		return nil, err
	}
	return fleet, nil
}

func (f *Fleet) watch(of kind, informer cache.SharedIndexInformer) {
	enqueue := func(object any) {
		name, err := cache.DeletionHandlingObjectToName(object)
		if err != nil {
			log.Printf("nodes: an object without a name: %v", err)
			return
		}
		f.queue.Add(key{of, name.Namespace, name.Name})
	}
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    enqueue,
		UpdateFunc: func(_, now any) { enqueue(now) },
		DeleteFunc: func(object any) {
			if pod, ok := object.(*corev1.Pod); ok {
				f.addresses.release(pod.UID)
			}
		},
	})
	if err != nil {
		log.Printf("nodes: cannot watch: %v", err)
	}
}

// Run registers the nodes and plays them until the context ends.
func (f *Fleet) Run(ctx context.Context) {
	f.register(ctx)
	f.ensureStorageClass(ctx)
	go f.keepLeases(ctx)
	f.informers.Start(ctx.Done())
	f.informers.WaitForCacheSync(ctx.Done())
	go func() {
		<-ctx.Done()
		f.queue.ShutDown()
	}()
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for f.handleNext(ctx) {
			}
		})
	}
	running.Wait()
}

func (f *Fleet) handleNext(ctx context.Context) bool {
	next, shutdown := f.queue.Get()
	if shutdown {
		return false
	}
	defer f.queue.Done(next)
	again, err := f.handle(ctx, next)
	switch {
	case err != nil:
		// Conflicts and a server that is away for a moment are ordinary: the next try sees the newer object.
		f.queue.AddRateLimited(next)
	case again > 0:
		f.queue.Forget(next)
		f.queue.AddAfter(next, again)
	default:
		f.queue.Forget(next)
	}
	return true
}

// handle brings one object to where it should be and says after which time to look again (0 = when it changes).
func (f *Fleet) handle(ctx context.Context, key key) (time.Duration, error) {
	switch key.kind {
	case serviceKind:
		return 0, f.handleService(ctx, key)
	case claimKind:
		return 0, f.handleClaim(ctx, key)
	default:
		return f.handlePod(ctx, key)
	}
}
