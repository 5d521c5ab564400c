// Package provider gives a real node what a cloud gives others: volumes and addresses.
package provider

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

const (
	provisioner   = "devcluster.capstan.dev/local"
	storageClass  = "standard"
	askedOf       = "volume.kubernetes.io/storage-provisioner"
	provisionedBy = "pv.kubernetes.io/provisioned-by"
	hostNameLabel = "kubernetes.io/hostname"
)

// Provider gives claims of the default storage class a folder of this machine, and Services of type LoadBalancer an
// address. Folders go with their volumes.
type Provider struct {
	client    kubernetes.Interface
	informers informers.SharedInformerFactory
	claims    corelisters.PersistentVolumeClaimLister
	volumes   corelisters.PersistentVolumeLister
	services  corelisters.ServiceLister
	queue     workqueue.TypedRateLimitingInterface[string]
	folder    string
	node      string
	addresses netip.Prefix // of load balancers
}

// New makes a provider whose volumes are folders in the given one, and belong to the node.
func New(config *rest.Config, folder, node string, addresses netip.Prefix) (*Provider, error) {
	config = rest.CopyConfig(config)
	config.QPS, config.Burst = 200, 400
	config.UserAgent = "devcluster-volumes"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	core := factory.Core().V1()
	provider := &Provider{
		client: client, informers: factory,
		claims: core.PersistentVolumeClaims().Lister(), volumes: core.PersistentVolumes().Lister(),
		services: core.Services().Lister(),
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[string](50*time.Millisecond, 5*time.Second)),
		folder: folder, node: node, addresses: addresses,
	}
	changed := func(any) { provider.queue.Add("everything") }
	for _, informer := range []cache.SharedIndexInformer{
		core.PersistentVolumeClaims().Informer(), core.PersistentVolumes().Informer(), core.Services().Informer(),
	} {
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc: changed, DeleteFunc: changed, UpdateFunc: func(_, now any) { changed(now) },
		}); err != nil {
			return nil, err
		}
	}
	return provider, nil
}

// Run provides until the context ends. A cluster of one node has few volumes and Services: every change is answered by a
// look at all of them, which also repairs what a dead predecessor left.
func (p *Provider) Run(ctx context.Context) {
	if err := os.MkdirAll(p.folder, 0o711); err != nil {
		log.Printf("volumes: %v", err)
		return
	}
	p.informers.Start(ctx.Done())
	p.informers.WaitForCacheSync(ctx.Done())
	go func() {
		<-ctx.Done()
		p.queue.ShutDown()
	}()
	p.queue.Add("everything")
	for {
		next, shutdown := p.queue.Get()
		if shutdown {
			return
		}
		if err := p.reconcile(ctx); err != nil && ctx.Err() == nil {
			log.Printf("volumes and addresses, tried again soon: %v", err)
			p.queue.AddRateLimited(next)
		} else {
			p.queue.Forget(next)
		}
		p.queue.Done(next)
	}
}

func (p *Provider) reconcile(ctx context.Context) error {
	return errors.Join(p.ensureStorageClass(ctx), p.provideVolumes(ctx), p.removeVolumes(ctx), p.provideAddresses(ctx))
}

func (p *Provider) ensureStorageClass(ctx context.Context) error {
	if _, err := p.client.StorageV1().StorageClasses().Get(ctx, storageClass, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	reclaim, binding := corev1.PersistentVolumeReclaimDelete, storagev1.VolumeBindingImmediate
	_, err := p.client.StorageV1().StorageClasses().Create(ctx, &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: storageClass,
			Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}},
		Provisioner:       provisioner,
		ReclaimPolicy:     &reclaim,
		VolumeBindingMode: &binding,
	}, metav1.CreateOptions{})
	return err
}

func (p *Provider) provideVolumes(ctx context.Context) error {
	claims, err := p.claims.List(labels.Everything())
	if err != nil {
		return err
	}
	var failures []error
	for _, claim := range claims {
		if claim.Annotations[askedOf] == provisioner && claim.Spec.VolumeName == "" && claim.DeletionTimestamp == nil {
			failures = append(failures, p.provideVolume(ctx, claim))
		}
	}
	return errors.Join(failures...)
}

func (p *Provider) provideVolume(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	name := "pvc-" + string(claim.UID)
	if _, err := p.volumes.Get(name); err == nil {
		return nil // being bound
	}
	path := filepath.Join(p.folder, name)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	if err := os.Chmod(path, 0o777); err != nil { // whoever the Pod runs as; the folder above it is closed to others
		return err
	}
	filesystem := corev1.PersistentVolumeFilesystem
	_, err := p.client.CoreV1().PersistentVolumes().Create(ctx, &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{provisionedBy: provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    &filesystem,
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimDelete,
			StorageClassName:              storageClass,
			ClaimRef: &corev1.ObjectReference{APIVersion: "v1", Kind: "PersistentVolumeClaim",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID},
			PersistentVolumeSource: corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{
					{Key: hostNameLabel, Operator: corev1.NodeSelectorOpIn, Values: []string{p.node}}},
			}}}},
		},
	}, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// removeVolumes deletes released volumes, and folders whose volume is gone.
func (p *Provider) removeVolumes(ctx context.Context) error {
	var failures []error
	volumes, err := p.volumes.List(labels.Everything())
	if err != nil {
		return err
	}
	for _, volume := range volumes {
		if volume.Annotations[provisionedBy] == provisioner && volume.Status.Phase == corev1.VolumeReleased &&
			volume.Spec.PersistentVolumeReclaimPolicy == corev1.PersistentVolumeReclaimDelete && volume.DeletionTimestamp == nil {
			err := p.client.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, metav1.DeleteOptions{})
			if !apierrors.IsNotFound(err) {
				failures = append(failures, err)
			}
		}
	}
	folders, err := os.ReadDir(p.folder)
	if err != nil {
		return errors.Join(append(failures, err)...)
	}
	for _, folder := range folders {
		failures = append(failures, p.removeOrphan(ctx, folder.Name()))
	}
	return errors.Join(failures...)
}

// removeOrphan asks the server before it deletes: the list may be older than the folder.
func (p *Provider) removeOrphan(ctx context.Context, name string) error {
	if _, err := p.volumes.Get(name); err == nil {
		return nil
	}
	if _, err := p.client.CoreV1().PersistentVolumes().Get(ctx, name, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	return os.RemoveAll(filepath.Join(p.folder, name))
}

func (p *Provider) provideAddresses(ctx context.Context) error {
	services, err := p.services.List(labels.Everything())
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, service := range services {
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			taken[ingress.IP] = true
		}
	}
	var failures []error
	for _, service := range services {
		if service.Spec.Type != corev1.ServiceTypeLoadBalancer || service.Spec.LoadBalancerClass != nil ||
			service.DeletionTimestamp != nil || len(service.Status.LoadBalancer.Ingress) > 0 {
			continue
		}
		address := p.addresses.Addr().Next()
		for taken[address.String()] {
			address = address.Next()
		}
		if !p.addresses.Contains(address) {
			return fmt.Errorf("no address is left for Service %s/%s", service.Namespace, service.Name)
		}
		taken[address.String()] = true
		changed := service.DeepCopy()
		changed.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: address.String()}}
		_, err := p.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, changed, metav1.UpdateOptions{})
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}
