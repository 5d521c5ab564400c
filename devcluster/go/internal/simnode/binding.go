package simnode

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"sync/atomic"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	resourcehelper "k8s.io/component-helpers/resource"
	corev1helpers "k8s.io/component-helpers/scheduling/corev1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

var errNoNode = errors.New("no node fits")

// roundRobin spreads Pods over the nodes that fit.
type roundRobin struct{ turn atomic.Uint64 }

func (r *roundRobin) pick(names []string) string {
	return names[r.turn.Add(1)%uint64(len(names))]
}

// bind gives the Pod a node: one that its selector, required affinity and tolerations allow and that is large enough for
// it alone. Preferences, spreading, Pod affinity and the sum of all requests are not looked at.
func (f *Fleet) bind(ctx context.Context, pod *corev1.Pod) error {
	node, err := f.chooseNode(pod)
	if err != nil {
		return f.reportUnschedulable(ctx, pod, err)
	}
	err = f.client.CoreV1().Pods(pod.Namespace).Bind(ctx, &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
		Target:     corev1.ObjectReference{Kind: "Node", Name: node},
	}, metav1.CreateOptions{})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil // gone or bound meanwhile: the watch brings what is true now
	}
	return err
}

func (f *Fleet) chooseNode(pod *corev1.Pod) (string, error) {
	nodes, err := f.nodes.List(labels.Everything())
	if err != nil {
		return "", err
	}
	affinity := nodeaffinity.GetRequiredNodeAffinity(pod)
	var fitting []string
	for _, node := range nodes {
		matches, err := affinity.Match(node)
		if err != nil {
			return "", fmt.Errorf("node affinity: %w", err)
		}
		_, tainted := corev1helpers.FindMatchingUntoleratedTaint(node.Spec.Taints, pod.Spec.Tolerations, preventsScheduling)
		if matches && !tainted && !node.Spec.Unschedulable && isLargeEnough(node, pod) {
			fitting = append(fitting, node.Name)
		}
	}
	if len(fitting) == 0 {
		return "", fmt.Errorf("0/%d nodes are available: none matches the node selector, affinity, tolerations and size: %w",
			len(nodes), errNoNode)
	}
	sort.Strings(fitting)
	return f.turn.pick(fitting), nil
}

func preventsScheduling(taint *corev1.Taint) bool {
	return taint.Effect == corev1.TaintEffectNoSchedule || taint.Effect == corev1.TaintEffectNoExecute
}

func isLargeEnough(node *corev1.Node, pod *corev1.Pod) bool {
	for name, wanted := range resourcehelper.PodRequests(pod, resourcehelper.PodResourcesOptions{}) {
		has, known := node.Status.Allocatable[name]
		if !wanted.IsZero() && (!known || wanted.Cmp(has) > 0) {
			return false
		}
	}
	return true
}

func (f *Fleet) reportUnschedulable(ctx context.Context, pod *corev1.Pod, reason error) error {
	status := pod.Status.DeepCopy()
	setCondition(status, corev1.PodScheduled, corev1.ConditionFalse, corev1.PodReasonUnschedulable, reason.Error())
	return f.writeStatus(ctx, pod, status)
}

// enqueueUnbound looks again at every Pod without a node.
func (f *Fleet) enqueueUnbound() {
	pods, err := f.pods.List(labels.Everything())
	if err != nil {
		return // a lister over a cache does not fail
	}
	for _, pod := range pods {
		if pod.Spec.NodeName == "" {
			f.queue.Add(key{podKind, pod.Namespace, pod.Name})
		}
	}
}
