package simnode

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// setCondition puts a condition into the status; its transition time moves only when its status changes.
func setCondition(status *corev1.PodStatus, of corev1.PodConditionType, value corev1.ConditionStatus, reason, message string) {
	next := corev1.PodCondition{Type: of, Status: value, Reason: reason, Message: message,
		LastTransitionTime: metav1.NewTime(time.Now().Truncate(time.Second))}
	for i, existing := range status.Conditions {
		if existing.Type != of {
			continue
		}
		if existing.Status == value {
			next.LastTransitionTime = existing.LastTransitionTime
		}
		next.LastProbeTime, next.ObservedGeneration = existing.LastProbeTime, existing.ObservedGeneration
		status.Conditions[i] = next
		return
	}
	status.Conditions = append(status.Conditions, next)
}

// setReadiness sets ContainersReady, and Ready, which also asks the Pod's readiness gates.
func setReadiness(pod *corev1.Pod, status *corev1.PodStatus, ready bool, reason, message string) {
	if !ready {
		setCondition(status, corev1.ContainersReady, corev1.ConditionFalse, reason, message)
		setCondition(status, corev1.PodReady, corev1.ConditionFalse, reason, message)
		return
	}
	setCondition(status, corev1.ContainersReady, corev1.ConditionTrue, "", "")
	for _, gate := range pod.Spec.ReadinessGates {
		if !isTrue(status, gate.ConditionType) {
			setCondition(status, corev1.PodReady, corev1.ConditionFalse, "ReadinessGatesNotReady",
				"the readiness gate "+string(gate.ConditionType)+" is not true")
			return
		}
	}
	setCondition(status, corev1.PodReady, corev1.ConditionTrue, "", "")
}

func isTrue(status *corev1.PodStatus, of corev1.PodConditionType) bool {
	for _, condition := range status.Conditions {
		if condition.Type == of {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}
