package simnode

import (
	"context"
	"fmt"
	"hash/fnv"
	"log"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

const (
	provisioner  = "devcluster.capstan.dev/simulated"
	storageClass = "standard"
	askedOf      = "volume.kubernetes.io/storage-provisioner"
)

// ensureStorageClass makes the default storage class, whose volumes this fleet provides.
func (f *Fleet) ensureStorageClass(ctx context.Context) {
	reclaim, binding := corev1.PersistentVolumeReclaimRetain, storagev1.VolumeBindingImmediate
	for ctx.Err() == nil {
		_, err := f.client.StorageV1().StorageClasses().Create(ctx, &storagev1.StorageClass{
			ObjectMeta: metav1.ObjectMeta{Name: storageClass,
				Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}},
			Provisioner:       provisioner,
			ReclaimPolicy:     &reclaim,
			VolumeBindingMode: &binding,
		}, metav1.CreateOptions{})
		if err == nil || apierrors.IsAlreadyExists(err) {
			return
		}
		log.Printf("nodes: storage class: %v", err)
		pause(ctx, retryPause)
	}
}

// handleClaim provides a volume for a claim of the simulated storage class; the volume controller then binds the two.
func (f *Fleet) handleClaim(ctx context.Context, key key) error {
	claim, err := f.claims.PersistentVolumeClaims(key.namespace).Get(key.name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if claim.Annotations[askedOf] != provisioner || claim.Spec.VolumeName != "" || claim.DeletionTimestamp != nil {
		return nil
	}
	_, err = f.client.CoreV1().PersistentVolumes().Create(ctx, &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "pvc-" + string(claim.UID),
			Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    claim.Spec.VolumeMode,
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimRetain,
			StorageClassName:              storageClass,
			ClaimRef: &corev1.ObjectReference{APIVersion: "v1", Kind: "PersistentVolumeClaim",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID},
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				HostPath: &corev1.HostPathVolumeSource{Path: "/simulated/" + string(claim.UID)}},
		},
	}, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// handleService gives a load balancer its address, from a block that is reserved for documentation (RFC 5737).
func (f *Fleet) handleService(ctx context.Context, key key) error {
	service, err := f.services.Services(key.namespace).Get(key.name)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if service.Spec.Type != corev1.ServiceTypeLoadBalancer || service.Spec.LoadBalancerClass != nil ||
		service.DeletionTimestamp != nil || len(service.Status.LoadBalancer.Ingress) > 0 {
		return nil
	}
	changed := service.DeepCopy()
	changed.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: loadBalancerAddress(service.UID)}}
	_, err = f.client.CoreV1().Services(key.namespace).UpdateStatus(ctx, changed, metav1.UpdateOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func loadBalancerAddress(service types.UID) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(service))
	return fmt.Sprintf("203.0.113.%d", hash.Sum32()%254+1)
}
