package simnode

import (
	"context"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func (f *Fleet) handlePod(ctx context.Context, key key) (time.Duration, error) {
	pod, err := f.pods.Pods(key.namespace).Get(key.name)
	if apierrors.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	switch {
	case pod.Spec.NodeName == "":
		if pod.DeletionTimestamp != nil || len(pod.Spec.SchedulingGates) > 0 || pod.Spec.SchedulerName != corev1.DefaultSchedulerName {
			return 0, nil
		}
		return 0, f.bind(ctx, pod)
	case !slices.Contains(f.names, pod.Spec.NodeName):
		return 0, nil
	case pod.DeletionTimestamp != nil:
		return 0, f.finishDeletion(ctx, pod)
	case pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed:
		return 0, nil
	default:
		status, again := f.play(pod, time.Now())
		return again, f.writeStatus(ctx, pod, status)
	}
}

// finishDeletion does what a kubelet does once the containers have ended; here they end at once.
func (f *Fleet) finishDeletion(ctx context.Context, pod *corev1.Pod) error {
	now := int64(0)
	err := f.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{
		GracePeriodSeconds: &now,
		Preconditions:      metav1.NewUIDPreconditions(string(pod.UID)),
	})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}

func (f *Fleet) writeStatus(ctx context.Context, pod *corev1.Pod, status *corev1.PodStatus) error {
	if equality.Semantic.DeepEqual(&pod.Status, status) {
		return nil
	}
	changed := pod.DeepCopy()
	changed.Status = *status
	_, err := f.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, changed, metav1.UpdateOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
