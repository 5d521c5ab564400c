package dev.capstan.applicationmanifests;

import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.charts.ChartException;
import dev.capstan.helm.Capabilities;
import dev.capstan.tree.RecordingTree;
import dev.capstan.tree.TreeInputs;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of a source with all that decided on them.
 *
 * @param own what was read of the source
 * @param references what was read of sources that it may refer to, by name
 * @param revision the one revision for which they are right; empty when others may have the same objects
 * @param apiVersions digest of what the cluster serves, if the chart asked for it
 */
record RememberedSource(
        SourceFacts facts,
        Inputs own,
        Map<String, Inputs> references,
        Optional<String> revision,
        Optional<String> apiVersions,
        Built built) {

    /**
     * What was read of files that had an identity.
     *
     * @param isWhole whether all of them decided: a published chart is loaded from its archive, past everything that records
     */
    record Inputs(String identity, TreeInputs answers, boolean isWhole) {
        static Inputs of(OpenSource source, RecordingTree recording) {
            return new Inputs(
                    source.identity(), recording.inputs(), source.archive().isPresent());
        }

        /** Whether other files give the same answers. */
        boolean holdFor(OpenSource source) {
            boolean isSame = !identity.isEmpty() && identity.equals(source.identity());
            if (isSame || isWhole) {
                return isSame;
            }
            if (answers.answers().isEmpty()) {
                return true;
            }
            try {
                return answers.holdFor(source.tree());
            } catch (ChartException | IOException unreadable) {
                return false;
            }
        }
    }

    /** Whether they would come out the same now. */
    boolean holdsFor(SourceFacts now, OpenSource source, Map<String, OpenSource> referable, Capabilities cluster) {
        return facts.equals(now)
                && revision.map(source.revision()::equals).orElse(true)
                && own.holdFor(source)
                && references.entrySet().stream().allMatch(reference -> {
                    OpenSource other = referable.get(reference.getKey());
                    return other != null && reference.getValue().holdFor(other);
                })
                && apiVersions
                        .map(answer -> answer.equals(AskedCapabilities.answerOf(cluster)))
                        .orElse(true);
    }
}
