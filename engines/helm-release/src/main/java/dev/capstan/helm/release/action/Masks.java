package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.record.RecordedHook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Hides the values of a release's Secrets, and those that the caller names, in texts. */
final class Masks {

    /** Shorter texts are not hidden: replacing every "a" would destroy the text and give the value away. */
    private static final int SHORT = 4;

    /** Thousands of objects may fail at once, and the record has to fit into a Secret. */
    private static final int LONGEST_DESCRIPTION = 4 * 1024;

    private final SecretMask ofObjects;
    private final List<String> named;

    private Masks(SecretMask ofObjects, List<String> named) {
        this.ofObjects = ofObjects;
        this.named = named;
    }

    /**
     * The masks of an action.
     *
     * @param texts reads the hooks
     * @param objects the objects of the release
     * @param hooks its hooks, which may be Secrets, too
     * @param named what the caller names
     */
    static Masks of(ManifestText texts, Collection<Manifest> objects, List<RecordedHook> hooks, Set<String> named) {
        List<Manifest> all = new ArrayList<>(objects);
        hooks.stream()
                .filter(hook -> hook.kind().equals("Secret"))
                .forEach(hook -> all.addAll(texts.salvage("the hook " + hook.path(), hook.manifest())
                        .manifests()));
        return of(all, named);
    }

    static Masks of(Collection<Manifest> objects, Set<String> named) {
        SecretMask mask = SecretMask.of(objects.stream().map(Manifest::content).toArray(JsonNode[]::new));
        return new Masks(
                mask,
                named.stream()
                        // Logs are shown line by line, so that a key or a file would not be found as a whole.
                        .flatMap(text ->
                                Stream.concat(Stream.of(text), text.lines().map(String::strip)))
                        .distinct()
                        .filter(text -> text.length() >= SHORT)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    /** A text about anything. */
    String hide(String text) {
        return hideNamed(ofObjects.mask(text));
    }

    /** A failure for the caller. */
    ActionFailure hide(ActionFailure failure) {
        String hidden = hideNamed(failure.message());
        return hidden.equals(failure.message()) ? failure : new ActionFailure.Redacted(failure, hidden);
    }

    /** A text for a record, out of messages that hide the values of Secrets already. */
    String description(String text) {
        String hidden = hideNamed(text);
        return hidden.length() <= LONGEST_DESCRIPTION ? hidden : hidden.substring(0, LONGEST_DESCRIPTION) + "…";
    }

    private String hideNamed(String text) {
        String hidden = text;
        for (String secret : named) {
            hidden = hidden.replace(secret, SecretMask.MASK);
        }
        return hidden;
    }
}
