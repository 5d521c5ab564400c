package dev.capstan.images.setter;

import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;

/** Reads comments such as <code># {"$imagepolicy": "flux-system:podinfo:tag"}</code>; other keys beside that one are no concern. */
final class MarkerComment {
    /** What the text of a file must hold for its comments to be looked at. */
    static final String TOKEN = "\"$imagepolicy\"";

    private static final String KEY = "$imagepolicy";
    private static final int LONGEST = 4_096;
    private static final Limits LIMITS = new Limits(4 * LONGEST, 8, 0);

    private MarkerComment() {}

    /** What a comment is. */
    sealed interface Reading {
        /** Any other comment. */
        record Other() implements Reading {}

        record Found(Marker marker) implements Reading {}

        /** Meant as a marker, and none. */
        record Broken(String why) implements Reading {}
    }

    /** @param text of a comment, without its {@code #} */
    static Reading read(String text) {
        if (!text.contains(TOKEN)) {
            return new Reading.Other();
        }
        String json = withoutHashes(text);
        if (json.length() > LONGEST) {
            return new Reading.Broken("the comment has more than " + LONGEST + " characters");
        }
        YamlNode node;
        try {
            node = Json.read("marker", json.getBytes(StandardCharsets.UTF_8), LIMITS);
        } catch (YamlSyntaxException e) {
            return new Reading.Broken("the comment is not a JSON object and nothing else: "
                    + OneLine.of(e.problem().problem()));
        }
        if (!(node instanceof YamlMap map) || !(map.get(KEY) instanceof YamlScalar value) || !value.isString()) {
            return new Reading.Broken("the comment has no text under " + TOKEN);
        }
        return marker(value.text());
    }

    private static String withoutHashes(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '#') {
            at++;
        }
        return text.substring(at).strip();
    }

    private static Reading marker(String text) {
        String[] words = text.split(":", -1);
        boolean isShaped = words.length == 2 || words.length == 3;
        if (!isShaped || words[0].isBlank() || words[1].isBlank()) {
            return new Reading.Broken(
                    "'" + OneLine.of(text) + "' does not name a policy; write namespace:name, namespace:name:tag, "
                            + "namespace:name:name or namespace:name:digest");
        }
        PolicyKey policy = new PolicyKey(words[0], words[1]);
        if (words.length == 2) {
            return new Reading.Found(new Marker(policy, ImagePart.WHOLE));
        }
        return ImagePart.ofSuffix(words[2])
                .<Reading>map(part -> new Reading.Found(new Marker(policy, part)))
                .orElseGet(() -> new Reading.Broken("'" + OneLine.of(words[2])
                        + "' is no part of an image; write tag, name or digest, or nothing for all of it"));
    }
}
