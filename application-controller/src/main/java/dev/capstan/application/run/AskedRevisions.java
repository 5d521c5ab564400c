package dev.capstan.application.run;

import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions;
import dev.capstan.application.source.Revisions.Resolved;
import dev.capstan.argo.source.ApplicationSources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What somebody who asks is told that a revision of an Application means, under the rules of its project. Thread-safe. */
public final class AskedRevisions {
    private final ControlPlaneView plane;
    private final Revisions revisions;

    /** Asks those remotes, with what this control plane knows of them. */
    public AskedRevisions(ControlPlaneView plane, Revisions revisions) {
        this.plane = plane;
        this.revisions = revisions;
    }

    /**
     * Resolves; may block.
     *
     * @param source its place among the sources of the Application, from 0; of no meaning when there is {@code source} alone
     * @param revision in place of what the source says; empty for that
     */
    public Answer<String> of(ApplicationObject application, long source, String revision) {
        Sources sources = Sources.of(application.spec());
        List<ApplicationSource> all = sources.all();
        long place = sources.isMultiple() ? source : 0;
        if (place < 0 || place >= all.size()) {
            return new Answer.Failed<>(
                    application + " has " + all.size() + " sources, and none at position " + (place + 1));
        }
        List<String> wanted = new ArrayList<>(Collections.nCopies(all.size(), ""));
        wanted.set((int) place, revision);
        return switch (Admission.of(application, sources.at(wanted), plane.now())) {
            case Admission.Refused(List<String> problems) ->
                new Answer.Failed<>(application + ": " + String.join("; ", problems));
            case Admission.Admitted admitted -> resolve(admitted, (int) place);
        };
    }

    private Answer<String> resolve(Admission.Admitted admitted, int source) {
        ApplicationSources one = new ApplicationSources(
                false, List.of(ApplicationSources.of(admitted.spec()).all().get(source)));
        return switch (revisions.resolve(one, admitted.project().name(), Revisions.Freshness.NOW)) {
            case Resolved.Known(List<String> known) -> new Answer.Known<>(known.getFirst());
            case Resolved.Failed(String why) -> new Answer.Failed<>(why);
        };
    }
}
