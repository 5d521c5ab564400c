package simnode

import (
	"context"
	"fmt"
	"log"
	"runtime"
	"slices"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-base/version"
)

const (
	leaseRenewal = 10 * time.Second
	leaseSeconds = int32(40)
	retryPause   = 200 * time.Millisecond
)

// register creates the Node objects and reports them Ready; it tries until the server has taken all of them.
func (f *Fleet) register(ctx context.Context) {
	for index, name := range f.names {
		for ctx.Err() == nil {
			err := f.registerNode(ctx, index, name)
			if err == nil {
				break
			}
			log.Printf("nodes: registering %s: %v", name, err)
			pause(ctx, retryPause)
		}
	}
}

func (f *Fleet) registerNode(ctx context.Context, index int, name string) error {
	nodes := f.client.CoreV1().Nodes()
	node, err := nodes.Create(ctx, &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{
			Name: name,
			Labels: map[string]string{
				corev1.LabelHostname:               name,
				corev1.LabelOSStable:               "linux",
				corev1.LabelArchStable:             runtime.GOARCH,
				"devcluster.capstan.dev/simulated": "true",
				"node.kubernetes.io/instance-type": "simulated",
				corev1.LabelTopologyZone:           fmt.Sprintf("zone-%d", index%3),
				"node-role.kubernetes.io/worker":   "",
			},
		},
		Spec: corev1.NodeSpec{PodCIDR: fmt.Sprintf("10.244.%d.0/24", index)},
	}, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		node, err = nodes.Get(ctx, name, metav1.GetOptions{})
	}
	if err != nil {
		return err
	}
	// The server taints every new node as not ready; there is no lifecycle controller here to take that off.
	node = node.DeepCopy()
	node.Spec.Taints = slices.DeleteFunc(node.Spec.Taints, func(taint corev1.Taint) bool {
		return taint.Key == corev1.TaintNodeNotReady
	})
	if node, err = nodes.Update(ctx, node, metav1.UpdateOptions{}); err != nil {
		return err
	}
	node.Status = nodeStatus(index, name)
	_, err = nodes.UpdateStatus(ctx, node, metav1.UpdateOptions{})
	return err
}

func nodeStatus(index int, name string) corev1.NodeStatus {
	capacity := corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("16"),
		corev1.ResourceMemory:           resource.MustParse("64Gi"),
		corev1.ResourceEphemeralStorage: resource.MustParse("500Gi"),
		corev1.ResourcePods:             resource.MustParse("5000"),
	}
	now := metav1.Now()
	condition := func(of corev1.NodeConditionType, status corev1.ConditionStatus, reason, message string) corev1.NodeCondition {
		return corev1.NodeCondition{Type: of, Status: status, Reason: reason, Message: message,
			LastHeartbeatTime: now, LastTransitionTime: now}
	}
	return corev1.NodeStatus{
		Capacity:    capacity,
		Allocatable: capacity,
		Conditions: []corev1.NodeCondition{
			condition(corev1.NodeReady, corev1.ConditionTrue, "KubeletReady", "simulated node is ready"),
			condition(corev1.NodeMemoryPressure, corev1.ConditionFalse, "KubeletHasSufficientMemory", "sufficient memory"),
			condition(corev1.NodeDiskPressure, corev1.ConditionFalse, "KubeletHasNoDiskPressure", "no disk pressure"),
			condition(corev1.NodePIDPressure, corev1.ConditionFalse, "KubeletHasSufficientPID", "sufficient process ids"),
		},
		Addresses: []corev1.NodeAddress{
			{Type: corev1.NodeInternalIP, Address: nodeAddress(index)},
			{Type: corev1.NodeHostName, Address: name},
		},
		NodeInfo: corev1.NodeSystemInfo{
			OperatingSystem:         "linux",
			Architecture:            runtime.GOARCH,
			OSImage:                 "devcluster (simulated)",
			KernelVersion:           "none",
			ContainerRuntimeVersion: "simulated://1.0",
			KubeletVersion:          version.Get().GitVersion,
		},
	}
}

func nodeAddress(index int) string {
	return fmt.Sprintf("10.240.%d.%d", index/250, index%250+1)
}

// keepLeases renews the lease of every node, as a kubelet does, until the context ends.
func (f *Fleet) keepLeases(ctx context.Context) {
	for ctx.Err() == nil {
		for _, name := range f.names {
			if err := f.renewLease(ctx, name); err != nil && ctx.Err() == nil {
				log.Printf("nodes: lease of %s: %v", name, err)
			}
		}
		pause(ctx, leaseRenewal)
	}
}

func (f *Fleet) renewLease(ctx context.Context, node string) error {
	leases := f.client.CoordinationV1().Leases(corev1.NamespaceNodeLease)
	now, seconds := metav1.NowMicro(), leaseSeconds
	spec := coordinationv1.LeaseSpec{HolderIdentity: &node, LeaseDurationSeconds: &seconds, RenewTime: &now}
	lease, err := leases.Get(ctx, node, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = leases.Create(ctx, &coordinationv1.Lease{ObjectMeta: metav1.ObjectMeta{Name: node}, Spec: spec}, metav1.CreateOptions{})
		if apierrors.IsNotFound(err) {
			return nil // the namespace of the leases is made a moment after the server's start
		}
		return err
	}
	if err != nil {
		return err
	}
	lease.Spec = spec
	_, err = leases.Update(ctx, lease, metav1.UpdateOptions{})
	return err
}

func pause(ctx context.Context, length time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(length):
	}
}
