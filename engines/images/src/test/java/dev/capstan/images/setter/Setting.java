package dev.capstan.images.setter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts through the setter, with one policy {@code flux-system:app}. */
final class Setting {
    static final PolicyKey APP = new PolicyKey("flux-system", "app");
    static final Digest DIGEST = Digest.sha256("content");
    static final ImageRef IMAGE = new ImageRef("ghcr.io/org/app", "1.2.3", Optional.empty());

    private Setting() {}

    /** A marker of the policy, with a suffix such as {@code :tag}. */
    static String marker(String suffix) {
        return "# {\"$imagepolicy\": \"flux-system:app" + suffix + "\"}";
    }

    static SetterResult.Updated update(String yaml, ImageRef image) {
        return new ImageSetter()
                .update("app.yaml", yaml.getBytes(StandardCharsets.UTF_8), PolicyImages.of(Map.of(APP, image)));
    }

    /** The text afterwards, which must have come without a warning. */
    static String updated(String yaml, ImageRef image) {
        SetterResult.Updated result = update(yaml, image);
        assertThat(result.warnings()).isEmpty();
        return text(result, yaml);
    }

    static String updated(String yaml) {
        return updated(yaml, IMAGE);
    }

    /** The text of the one file, or what it was when nothing changes. */
    static String text(SetterResult.Updated result, String before) {
        return result.files().isEmpty()
                ? before
                : new String(result.files().getFirst().content(), StandardCharsets.UTF_8);
    }

    static ImageRef tagged(String tag) {
        return new ImageRef("ghcr.io/org/app", tag, Optional.empty());
    }

    static List<String> messages(SetterResult.Updated result) {
        return result.warnings().stream().map(SetterWarning::message).toList();
    }
}
