package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.digest.Digest;
import dev.capstan.images.setter.ImageRef;
import dev.capstan.images.setter.PolicyKey;
import java.util.Optional;

/**
 * What a policy is set to, as users write it: {@code [NAMESPACE/]POLICY=IMAGE_OR_TAG}.
 *
 * @param namespace empty for every namespace that markers name
 * @param name of the image; empty for the one that stands in the files
 */
record WantedImage(
        Optional<String> namespace, String policy, Optional<String> name, String tag, Optional<Digest> digest) {
    private static final String EXAMPLE = "; write for example apps/web=1.2.3 or web=ghcr.io/org/web:1.2.3";

    static WantedImage parse(String text) {
        int equals = text.indexOf('=');
        String policy = equals < 0 ? "" : text.substring(0, equals);
        int slash = policy.indexOf('/');
        String name = policy.substring(slash + 1);
        if (name.isEmpty() || slash == 0 || name.indexOf('/') >= 0) {
            throw wrong("'" + text + "' names no policy" + EXAMPLE);
        }
        return image(
                slash < 0 ? Optional.empty() : Optional.of(policy.substring(0, slash)),
                name,
                text.substring(equals + 1));
    }

    private static WantedImage image(Optional<String> namespace, String policy, String text) {
        int at = text.indexOf('@');
        Optional<Digest> digest = at < 0 ? Optional.empty() : Optional.of(digest(text, text.substring(at + 1)));
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean hasName = colon > rest.lastIndexOf('/');
        if (!hasName && rest.indexOf('/') >= 0) {
            throw wrong("'" + text + "' has no tag" + EXAMPLE);
        }
        Optional<String> name = hasName ? Optional.of(rest.substring(0, colon)) : Optional.empty();
        String tag = hasName ? rest.substring(colon + 1) : rest;
        if (!ImageRef.isTag(tag)) {
            throw wrong("'" + tag + "' cannot be a tag" + EXAMPLE);
        }
        if (name.isPresent() && !ImageRef.isName(name.get())) {
            throw wrong("'" + name.get() + "' cannot be the name of an image" + EXAMPLE);
        }
        return new WantedImage(namespace, policy, name, tag, digest);
    }

    private static Digest digest(String image, String text) {
        return Digest.parse(text)
                .orElseThrow(() -> wrong("'" + image + "' ends with something else than a digest" + EXAMPLE));
    }

    private static CommandFailure wrong(String why) {
        return new CommandFailure("--set: " + why, 2);
    }

    /** Whether markers of a policy are meant. */
    boolean isFor(PolicyKey key) {
        return key.name().equals(policy)
                && namespace.filter(it -> !it.equals(key.namespace())).isEmpty();
    }

    /** The policy as it was written. */
    String shownPolicy() {
        return namespace.map(it -> it + "/").orElse("") + policy;
    }
}
