package dev.capstan.application.set.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.set.SetKnowledge;
import dev.capstan.argo.set.input.SetRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What passes found out, by set, as long as the process lives. */
final class SetMemories {
    private final Map<ObjectKey, SetKnowledge> known = new ConcurrentHashMap<>();

    SetKnowledge of(ObjectKey set) {
        return known.getOrDefault(set, SetKnowledge.NONE);
    }

    void put(ObjectKey set, SetKnowledge knowledge) {
        known.put(set, knowledge);
    }

    /** The world must be asked anew for a set: by the next pass, or by the one after it when that one is cut short. */
    void expire(ObjectKey set) {
        known.computeIfPresent(set, (_, knowledge) -> knowledge.expired());
    }

    void forget(ObjectKey set) {
        known.remove(set);
    }

    /** Sets that have asked for a repository. */
    List<ObjectKey> keysWith(Predicate<String> repoURL) {
        return keys(request -> request instanceof SetRequest.Tree tree && repoURL.test(tree.repoURL()));
    }

    /** Sets that have asked for decisions. */
    List<ObjectKey> keysWithDecisions() {
        return keys(SetRequest.Decisions.class::isInstance);
    }

    private List<ObjectKey> keys(Predicate<SetRequest<?>> question) {
        return known.entrySet().stream()
                .filter(entry -> asked(entry.getValue()).stream().anyMatch(question))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<SetRequest<?>> asked(SetKnowledge knowledge) {
        return knowledge.inputs().questions();
    }
}
