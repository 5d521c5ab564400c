package simnode

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// play says what the Pod's kubelet would report now, and after which time that will change (0 = not by itself).
func (f *Fleet) play(pod *corev1.Pod, now time.Time) (*corev1.PodStatus, time.Duration) {
	status := pod.Status.DeepCopy()
	if status.StartTime == nil {
		started := metav1.NewTime(now.Truncate(time.Second))
		status.StartTime = &started
	}
	status.HostIP = nodeAddress(slices.Index(f.names, pod.Spec.NodeName))
	status.HostIPs = []corev1.HostIP{{IP: status.HostIP}}
	setCondition(status, corev1.PodScheduled, corev1.ConditionTrue, "", "")

	script := scriptOf(pod)
	if image, broken := unpullableImage(pod); broken {
		reportImagePullBackOff(pod, status, image)
		return status, 0
	}
	status.PodIP = f.addresses.of(pod.UID, pod.Status.PodIP)
	if pod.Spec.HostNetwork {
		status.PodIP = status.HostIP
	}
	status.PodIPs = []corev1.PodIP{{IP: status.PodIP}}
	setCondition(status, corev1.PodReadyToStartContainers, corev1.ConditionTrue, "", "")
	setCondition(status, corev1.PodInitialized, corev1.ConditionTrue, "", "")
	status.InitContainerStatuses = initStatuses(pod, *status.StartTime)

	started, isRunning := containersStarted(pod)
	if !isRunning {
		if wait := backOffLeft(pod, now); wait > 0 {
			return status, wait
		}
		started = now
	}
	if completes(pod, script) {
		left := script.runFor - now.Sub(started)
		if isRunning && left <= 0 {
			return status, reportEnd(pod, status, script, now)
		}
		reportRunning(pod, status, now, left > 0)
		return status, max(left, time.Millisecond)
	}
	left := script.readyAfter - now.Sub(started)
	reportRunning(pod, status, now, left <= 0 && !script.neverReady)
	return status, max(left, 0)
}

// containersStarted is when the Pod's containers began to run.
func containersStarted(pod *corev1.Pod) (time.Time, bool) {
	for _, container := range pod.Status.ContainerStatuses {
		if container.State.Running != nil {
			return container.State.Running.StartedAt.Time, true
		}
	}
	return time.Time{}, false
}

// backOffLeft is how long a crashed container still has to wait for its restart.
func backOffLeft(pod *corev1.Pod, now time.Time) time.Duration {
	for _, container := range pod.Status.ContainerStatuses {
		if container.State.Waiting != nil && container.LastTerminationState.Terminated != nil {
			ended := container.LastTerminationState.Terminated.FinishedAt.Time
			return ended.Add(backOff(container.RestartCount)).Sub(now)
		}
	}
	return 0
}

// completes reports whether the Pod's containers end by themselves.
func completes(pod *corev1.Pod, script script) bool {
	return pod.Spec.RestartPolicy != corev1.RestartPolicyAlways || script.exitCode != 0
}

func reportRunning(pod *corev1.Pod, status *corev1.PodStatus, now time.Time, ready bool) {
	status.Phase = corev1.PodRunning
	status.ContainerStatuses = containerStatuses(pod, func(previous corev1.ContainerStatus) corev1.ContainerStatus {
		if previous.State.Running == nil {
			previous.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.NewTime(now.Truncate(time.Second))}}
		}
		started := true
		previous.Ready, previous.Started = ready, &started
		return previous
	})
	setReadiness(pod, status, ready, "ContainersNotReady", "containers are not ready yet")
}

// reportEnd lets the containers end: for good where the restart policy says so, else with a restart to come.
func reportEnd(pod *corev1.Pod, status *corev1.PodStatus, script script, now time.Time) time.Duration {
	ended := metav1.NewTime(now.Truncate(time.Second))
	reason := "Completed"
	if script.exitCode != 0 {
		reason = "Error"
	}
	restarts := pod.Spec.RestartPolicy == corev1.RestartPolicyAlways ||
		(pod.Spec.RestartPolicy == corev1.RestartPolicyOnFailure && script.exitCode != 0)
	status.ContainerStatuses = containerStatuses(pod, func(previous corev1.ContainerStatus) corev1.ContainerStatus {
		terminated := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
			ExitCode: script.exitCode, Reason: reason, StartedAt: *status.StartTime, FinishedAt: ended}}
		previous.Ready = false
		previous.State = terminated
		if restarts {
			previous.RestartCount++
			previous.LastTerminationState = terminated
			previous.State = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{
				Reason: "CrashLoopBackOff", Message: "back-off restarting failed container " + previous.Name}}
		}
		return previous
	})
	switch {
	case restarts:
		setReadiness(pod, status, false, "ContainersNotReady", "containers with unready status")
		return backOff(status.ContainerStatuses[0].RestartCount)
	case script.exitCode != 0:
		status.Phase = corev1.PodFailed
		setReadiness(pod, status, false, "PodFailed", "")
	default:
		status.Phase = corev1.PodSucceeded
		setReadiness(pod, status, false, "PodCompleted", "")
	}
	return 0
}

// backOff is the pause before a crashed container starts again: 1 s, 2 s, 4 s … one minute.
func backOff(restarts int32) time.Duration {
	return min(time.Second<<min(restarts-1, 6), time.Minute)
}

func reportImagePullBackOff(pod *corev1.Pod, status *corev1.PodStatus, image string) {
	status.Phase = corev1.PodPending
	waiting := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{
		Reason: "ImagePullBackOff", Message: "Back-off pulling image \"" + image + "\": no such host"}}
	status.ContainerStatuses = containerStatuses(pod, func(previous corev1.ContainerStatus) corev1.ContainerStatus {
		started := false
		previous.Ready, previous.Started, previous.State = false, &started, waiting
		return previous
	})
	setReadiness(pod, status, false, "ContainersNotReady", "containers with unready status: image cannot be pulled")
}

// containerStatuses rebuilds the status of every container from what was reported before.
func containerStatuses(pod *corev1.Pod, change func(corev1.ContainerStatus) corev1.ContainerStatus) []corev1.ContainerStatus {
	statuses := make([]corev1.ContainerStatus, 0, len(pod.Spec.Containers))
	for _, container := range pod.Spec.Containers {
		statuses = append(statuses, change(previousStatus(pod.Status.ContainerStatuses, pod, container)))
	}
	return statuses
}

func previousStatus(known []corev1.ContainerStatus, pod *corev1.Pod, container corev1.Container) corev1.ContainerStatus {
	for _, status := range known {
		if status.Name == container.Name && status.Image == container.Image {
			return status
		}
	}
	return corev1.ContainerStatus{
		Name:        container.Name,
		Image:       container.Image,
		ImageID:     "simulated://" + container.Image,
		ContainerID: "simulated://" + string(pod.UID) + "/" + container.Name,
	}
}

func initStatuses(pod *corev1.Pod, at metav1.Time) []corev1.ContainerStatus {
	var statuses []corev1.ContainerStatus
	for _, container := range pod.Spec.InitContainers {
		status := previousStatus(pod.Status.InitContainerStatuses, pod, container)
		started := true
		status.Ready = true
		if container.RestartPolicy != nil && *container.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			status.Started = &started
			status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: at}}
		} else {
			status.State = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
				Reason: "Completed", StartedAt: at, FinishedAt: at}}
		}
		statuses = append(statuses, status)
	}
	return statuses
}
