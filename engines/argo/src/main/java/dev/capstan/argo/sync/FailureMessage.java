package dev.capstan.argo.sync;

import java.util.List;

/** The message of an operation that failed. */
final class FailureMessage {

    private FailureMessage() {}

    static String of(String message, List<SyncTask> failed, List<SyncTask> onFailure, SyncResults results) {
        List<SyncTask> failedHooks = results.failed(onFailure);
        String first = withReasons(message, failed, results);
        return failedHooks.isEmpty()
                ? first
                : first + "\n" + withReasons("one or more SyncFail hooks failed", failedHooks, results);
    }

    private static String withReasons(String message, List<SyncTask> tasks, SyncResults results) {
        List<String> reasons = tasks.stream()
                .map(task -> results.of(task).message())
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList();
        return reasons.isEmpty() ? message : message + ", reason: " + String.join(",", reasons);
    }
}
