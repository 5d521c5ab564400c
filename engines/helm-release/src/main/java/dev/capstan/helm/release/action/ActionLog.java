package dev.capstan.helm.release.action;

import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.util.ArrayList;
import java.util.List;

/** What an action has done so far, for those who ask why it failed. Holds no times, so that equal failures read the same. */
final class ActionLog {

    private static final int LAST = 20;

    private final List<String> entries = new ArrayList<>();
    private final List<String> notices;
    private int taken;

    /** @param notices what people should know anyway; those that are added later stand where they were added */
    ActionLog(List<String> notices) {
        this.notices = notices;
    }

    /** The step, noted when it begins. */
    ActionStep noting(String what, ActionStep step) {
        return () -> {
            add(what);
            return step.run();
        };
    }

    /** Something was begun, or was found out. */
    void add(String what) {
        takeNotices();
        entries.add(what);
    }

    /** The hooks of a record that run at that moment, if there are any. */
    void hooks(HookEvent event, ReleaseRecord record) {
        List<String> paths = record.hooks().stream()
                .filter(hook -> hook.events().contains(event))
                .map(RecordedHook::path)
                .toList();
        if (!paths.isEmpty()) {
            add("running the hooks %s: %s".formatted(event.word(), String.join(", ", paths)));
        }
    }

    private void takeNotices() {
        entries.addAll(notices.subList(taken, notices.size()));
        taken = notices.size();
    }

    /** The last entries, masked. */
    List<String> last(Masks masks) {
        takeNotices();
        return entries.subList(Math.max(0, entries.size() - LAST), entries.size()).stream()
                .map(masks::description)
                .toList();
    }
}
