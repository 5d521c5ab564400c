package dev.capstan.argo.set.input;

import dev.capstan.argo.cluster.ClusterFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the world. Immutable. */
public final class SetInputs {
    private static final SetInputs NONE = new SetInputs(List.of(), Map.of());

    private final List<ClusterFacts> clusters;
    private final Map<SetRequest<?>, Answer<?>> answers;

    private SetInputs(List<ClusterFacts> clusters, Map<SetRequest<?>, Answer<?>> answers) {
        this.clusters = List.copyOf(clusters);
        this.answers = Map.copyOf(answers);
    }

    /** Nothing: no cluster but the own one, and no answers. */
    public static SetInputs none() {
        return NONE;
    }

    /** The same with these clusters: one for every cluster Secret, as {@link dev.capstan.argo.cluster.Clusters#facts()} has them. */
    public SetInputs withClusters(List<ClusterFacts> known) {
        return new SetInputs(known, answers);
    }

    /** The same with one more answer. */
    public <A> SetInputs with(SetRequest<A> request, Answer<A> answer) {
        Map<SetRequest<?>, Answer<?>> more = new HashMap<>(answers);
        more.put(request, answer);
        return new SetInputs(clusters, more);
    }

    /** The clusters that have a Secret. */
    public List<ClusterFacts> clusters() {
        return clusters;
    }

    /** The questions that were answered. */
    public Set<SetRequest<?>> questions() {
        return answers.keySet();
    }

    /** The answer to a question; empty where nobody has answered yet. */
    @SuppressWarnings("unchecked") // only answers of the request's type are put in
    public <A> Optional<Answer<A>> answer(SetRequest<A> request) {
        return Optional.ofNullable((Answer<A>) answers.get(request));
    }
}
