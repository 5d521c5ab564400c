package dev.capstan.application.preview;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.SyncRehearsal.Rehearsed;
import dev.capstan.application.preview.ApplicationReport.Difference;
import dev.capstan.application.preview.ApplicationReport.State;
import dev.capstan.application.preview.ApplicationReport.Write;
import dev.capstan.application.run.Previewed;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.argo.object.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what a pass would write with what is written. Pure. */
public final class Reporting {
    /** With these nothing is compared, and nothing is synced. */
    private static final Set<ConditionType> ERRORS =
            Set.of(ConditionType.COMPARISON_ERROR, ConditionType.INVALID_SPEC_ERROR, ConditionType.UNKNOWN_ERROR);

    private Reporting() {}

    /**
     * The report on an Application.
     *
     * @param controlPlane the control-plane namespace
     */
    public static ApplicationReport of(
            ApplicationObject application, Previewed previewed, String controlPlane, Instant now) {
        ApplicationStatus stored = application.status().orElse(StatusEdit.INITIAL);
        ApplicationStatus found = new StatusEdit(application.spec(), controlPlane, now)
                .apply(stored, previewed.refreshed(), previewed.conditions(), new OperationChange.None(), false);
        return new ApplicationReport(
                application.namespace() + "/" + application.name(),
                found.resources().size(),
                state(stored),
                state(found),
                problems(previewed),
                previewed.waitsFor(),
                writes(previewed),
                differences(stored, found, previewed.fields()),
                notes(stored, previewed));
    }

    /** The report on an Application that is left alone, because it says so. */
    public static ApplicationReport skipped(ApplicationObject application) {
        ApplicationStatus stored = application.status().orElse(StatusEdit.INITIAL);
        return new ApplicationReport(
                application.namespace() + "/" + application.name(),
                stored.resources().size(),
                state(stored),
                state(stored),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of("it is left alone, because of its annotation argocd.argoproj.io/skip-reconcile"));
    }

    private static State state(ApplicationStatus status) {
        Optional<SyncStatus> sync = Optional.ofNullable(status.sync());
        return new State(
                sync.map(SyncStatus::status).orElse(""),
                Optional.ofNullable(status.health()).map(HealthStatus::status).orElse(""),
                sync.map(it -> it.revision() == null ? String.join(",", it.revisions()) : it.revision())
                        .orElse(""));
    }

    private static List<String> problems(Previewed previewed) {
        List<String> problems = new ArrayList<>();
        previewed.conditions().found().stream()
                .filter(condition -> ERRORS.contains(condition.type()))
                .map(Condition::message)
                .forEach(problems::add);
        previewed
                .sync()
                .flatMap(Rehearsed::failure)
                .ifPresent(why -> problems.add("its automated sync would not succeed: " + why));
        return problems;
    }

    private static List<Write> writes(Previewed previewed) {
        List<Write> writes = new ArrayList<>();
        previewed
                .sync()
                .ifPresent(sync -> sync.deeds()
                        .forEach((key, deed) -> writes.add(
                                new Write(title(key), deed, previewed.fields().getOrDefault(key, List.of())))));
        return writes;
    }

    private static List<Difference> differences(
            ApplicationStatus stored, ApplicationStatus found, Map<ObjectKey, List<String>> fields) {
        Map<ObjectKey, String> before = statuses(stored);
        Map<ObjectKey, String> after = statuses(found);
        Set<ObjectKey> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .map(key -> new Difference(
                        title(key),
                        before.getOrDefault(key, ""),
                        after.getOrDefault(key, ""),
                        fields.getOrDefault(key, List.of())))
                .filter(it -> !it.stored().equals(it.found()))
                .toList();
    }

    private static Map<ObjectKey, String> statuses(ApplicationStatus status) {
        Map<ObjectKey, String> statuses = new TreeMap<>();
        for (ResourceStatus line : status.resources()) {
            statuses.put(
                    new ObjectKey(text(line.group()), text(line.kind()), text(line.namespace()), text(line.name())),
                    text(line.status()));
        }
        return statuses;
    }

    private static List<String> notes(ApplicationStatus stored, Previewed previewed) {
        List<String> notes = new ArrayList<>();
        previewed.conditions().found().stream()
                .filter(condition -> !ERRORS.contains(condition.type()))
                .filter(condition -> stored.conditions().stream()
                        .noneMatch(it -> condition.type().toString().equals(it.type())
                                && condition.message().equals(it.message())))
                .forEach(condition -> notes.add(condition.type() + ": " + condition.message()));
        boolean isBegun = previewed.sync().isPresent() || previewed.waitsFor().isPresent();
        previewed.due().filter(_ -> !isBegun).ifPresent(time -> notes.add("automation looks at it again at " + time));
        return notes;
    }

    private static String title(ObjectKey key) {
        return key.kind() + " " + (key.namespace().isEmpty() ? "" : key.namespace() + "/") + key.name();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
