package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holds back a mass deletion, which is more often an accident (a folder that was renamed, a label that is gone, a forge that answers with an
 * empty list) than meant. People let it through by an annotation that names exactly what is deleted.
 *
 * @param free so many Applications may always be deleted at once
 * @param percent and so many of a hundred
 */
public record DeletionBrake(int free, int percent) {
    /** Ten, and half of all. */
    public static final DeletionBrake STANDARD = new DeletionBrake(10, 50);

    /** Annotation of a set: the token that a held back deletion was told with lets it through. */
    public static final String APPROVE = "capstan.dev/approve-deletions";

    /** Annotation of a set: {@code off} lets every deletion through. */
    public static final String SWITCH = "capstan.dev/deletion-brake";

    private static final int TOKEN_BYTES = 5;

    /** Checks that the numbers make sense. */
    public DeletionBrake {
        if (free < 0 || percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a brake needs a number and a percentage");
        }
    }

    /**
     * Why a deletion is held back, and how to let it through; empty where it is not.
     *
     * @param deleted names of the Applications to be deleted
     * @param all how many Applications the set has
     */
    Optional<String> holdsBack(JsonNode set, Collection<String> deleted, int all) {
        boolean isMass = deleted.size() > free && deleted.size() * 100L > (long) all * percent;
        JsonNode annotations = set.path("metadata").path("annotations");
        String token = token(deleted);
        if (!isMass
                || Fields.text(annotations, SWITCH).equals("off")
                || Fields.text(annotations, APPROVE).equals(token)) {
            return Optional.empty();
        }
        return Optional.of(
                deleted.size() + " of " + all + " Applications would be deleted, which is more than " + percent
                        + " %; they stay. If it is meant, annotate the ApplicationSet with " + APPROVE + "=" + token
                        + ", or with "
                        + SWITCH + "=off for ever");
    }

    /** Different for every other set of names. */
    static String token(Collection<String> names) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", new TreeSet<>(names)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
