package dev.capstan.helmrelease.rollback;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.digest.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the annotation {@value ToolkitKeys#ROLLBACK} asks for. Each value counts once: the status keeps the last one that was decided.
 *
 * @param id tells requests apart: the value, or its digest when it is too long to be right
 * @param target number of the revision; empty when the value names none
 * @param shown the value, cut and without control characters, for messages
 */
public record RollbackRequest(String id, Optional<Integer> target, String shown) {

    private static final int LONGEST = 128;
    private static final int SHOWN = 40;

    /** Nine digits are more revisions than a release can have. */
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(?:@[!-~]+)?");

    /** The request that was not decided yet; an empty value asks for nothing. */
    public static Optional<RollbackRequest> open(Map<String, String> annotations, HelmReleaseStatus status) {
        return Optional.ofNullable(annotations.get(ToolkitKeys.ROLLBACK))
                .filter(value -> !value.isEmpty())
                .map(RollbackRequest::of)
                .filter(request -> !request.isDecided(status));
    }

    private static RollbackRequest of(String value) {
        Matcher form = FORM.matcher(value);
        boolean isShort = value.length() <= LONGEST;
        return new RollbackRequest(
                isShort ? value : Digest.sha256(value).toString(),
                isShort && form.matches() ? Optional.of(Integer.parseInt(form.group(1))) : Optional.empty(),
                shown(value));
    }

    private static String shown(String value) {
        String start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{C}", "?");
    }

    private boolean isDecided(HelmReleaseStatus status) {
        ReleaseRollback known = status.rollback();
        return known != null && known.request().equals(id) && (known.revision() != 0 || known.failure() != null);
    }

    /** Whether it was begun already; it is not decided before the rollback has ended. */
    boolean isBegun(HelmReleaseStatus status) {
        ReleaseRollback known = status.rollback();
        return known != null && known.request().equals(id);
    }
}
