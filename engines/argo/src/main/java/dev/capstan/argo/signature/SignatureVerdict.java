package dev.capstan.argo.signature;

import dev.capstan.argo.signature.Requirement.Signed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said of signatures that were looked at; anything said is a {@code ComparisonError}, and nothing is synced. */
public final class SignatureVerdict {
    private static final String CHECK = "GIT/GPG: ";
    private static final int MOST_PROBLEMS = 10;

    private SignatureVerdict() {}

    /**
     * What is wrong; empty when all is signed as it is demanded. At most ten sentences, and of commits with one key the newest only.
     *
     * @param revisions newest first; one that was not looked at is not let through, so none at all is a problem
     */
    public static List<String> problems(Signed demanded, List<SignedRevision> revisions) {
        if (revisions.isEmpty()) {
            return List.of(CHECK + "no signature was looked at");
        }
        var problems = new ArrayList<String>();
        Set<String> reported = new HashSet<>();
        for (SignedRevision revision : revisions) {
            Optional<String> problem = problem(demanded, revision);
            if (problem.isPresent() && problems.size() < MOST_PROBLEMS && isNews(revision, reported)) {
                problems.add(problem.get());
            }
        }
        return List.copyOf(problems);
    }

    /** Unsigned commits have different authors, and tags are signed by themselves, so each of them is. */
    private static boolean isNews(SignedRevision revision, Set<String> reported) {
        return revision.keyId().isEmpty() || !revision.isCommit() || reported.add(revision.keyId());
    }

    private static Optional<String> problem(Signed demanded, SignedRevision revision) {
        if (revision.result() != SignatureResult.GOOD) {
            return Optional.of(said(revision, revision.result().words()));
        }
        return demanded.keys().contains(new AllowedKey(revision.keyId()))
                ? Optional.empty()
                : Optional.of(said(revision, "signed with unallowed key"));
    }

    private static String said(SignedRevision revision, String result) {
        return CHECK + "Failed verifying revision " + revision.revision() + " by '" + revision.author() + "': " + result
                + " (key_id=" + revision.keyId() + ")";
    }
}
