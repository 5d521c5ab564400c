package dev.capstan.kustomization.run;

import dev.capstan.applier.source.SourceRevision;
import dev.capstan.kustomize.BuildWarning;
import java.util.List;

/** Hears of every build that succeeds what it did as kustomize does, though nobody is likely to have wanted it. */
@FunctionalInterface
public interface BuildWarningListener {

    /** Does not listen. */
    BuildWarningListener NOBODY = (_, _) -> {};

    /**
     * A build has ended; must return at once.
     *
     * @param warnings empty when there is nothing to say, as nearly always
     */
    void built(SourceRevision revision, List<BuildWarning> warnings);
}
