package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.Hook;
import dev.capstan.helm.HookEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hook as a record has it.
 *
 * @param position its place among the hooks of the record
 * @param name name of its object
 * @param kind kind of its object
 * @param path template that it came from
 * @param manifest its object as YAML
 * @param events when it runs; words that are not events are left out
 * @param weight hooks of one event run in this order, then by name
 * @param deletePolicies when its object is deleted: {@code before-hook-creation}, {@code hook-succeeded},
 *     {@code hook-failed}; empty counts as the first one
 * @param logPolicies when its output is wanted: {@code hook-succeeded}, {@code hook-failed}
 * @param lastRun how it last went
 */
public record RecordedHook(
        int position,
        String name,
        String kind,
        String path,
        String manifest,
        List<HookEvent> events,
        long weight,
        List<String> deletePolicies,
        List<String> logPolicies,
        LastRun lastRun) {

    /** Delete policy: before the hook runs again. */
    public static final String BEFORE_CREATION = "before-hook-creation";

    /** Delete and log policy: after it succeeded. */
    public static final String SUCCEEDED = "hook-succeeded";

    /** Delete and log policy: after it failed. */
    public static final String FAILED = "hook-failed";

    /** How a hook last went. */
    public record LastRun(Optional<Instant> startedAt, Optional<Instant> completedAt, HookPhase phase) {

        /** It has never run. */
        public static LastRun never() {
            return new LastRun(Optional.empty(), Optional.empty(), HookPhase.NONE);
        }
    }

    public RecordedHook {
        events = List.copyOf(events);
        deletePolicies = List.copyOf(deletePolicies);
        logPolicies = List.copyOf(logPolicies);
    }

    /** Whether its object is deleted then; a hook that says nothing is deleted before it runs again. */
    public boolean isDeleted(String when) {
        return deletePolicies.isEmpty() ? when.equals(BEFORE_CREATION) : deletePolicies.contains(when);
    }

    /** Whether it is a test, which an observation leaves out. */
    public boolean isTest() {
        return events.contains(HookEvent.TEST);
    }

    /** A rendered hook that has never run. */
    static RecordedHook of(int position, Hook hook) {
        return new RecordedHook(
                position,
                hook.name(),
                hook.kind(),
                hook.path(),
                hook.manifest(),
                hook.events(),
                hook.weight(),
                hook.deletePolicies(),
                hook.outputLogPolicies(),
                LastRun.never());
    }

    ObjectNode tree() {
        ObjectNode hook = JsonNodeFactory.instance.objectNode();
        put(hook, "name", name);
        put(hook, "kind", kind);
        put(hook, "path", path);
        put(hook, "manifest", manifest);
        put(hook, "events", events.stream().map(HookEvent::word).toList());
        hook.putObject("last_run").put("phase", lastRun.phase().word());
        if (weight != 0) {
            hook.put("weight", weight);
        }
        put(hook, "delete_policies", deletePolicies);
        put(hook, "output_log_policies", logPolicies);
        return hook;
    }

    private static void put(ObjectNode hook, String name, String text) {
        if (!text.isEmpty()) {
            hook.put(name, text);
        }
    }

    private static void put(ObjectNode hook, String name, List<String> words) {
        if (!words.isEmpty()) {
            words.forEach(hook.putArray(name)::add);
        }
    }

    static RecordedHook of(int position, JsonNode hook) {
        JsonNode run = hook.path("last_run");
        return new RecordedHook(
                position,
                hook.path("name").asText(""),
                hook.path("kind").asText(""),
                hook.path("path").asText(""),
                hook.path("manifest").asText(""),
                words(hook.path("events")).stream()
                        .flatMap(word -> HookEvent.of(word).stream())
                        .toList(),
                hook.path("weight").asLong(0),
                words(hook.path("delete_policies")),
                words(hook.path("output_log_policies")),
                new LastRun(
                        GoTimestamp.instant(run.path("started_at").asText("")),
                        GoTimestamp.instant(run.path("completed_at").asText("")),
                        HookPhase.of(run.path("phase").asText(""))));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText("")));
        return words.stream().distinct().toList();
    }
}
