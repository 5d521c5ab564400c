package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.yaml.YamlMap;

/** The annotation of an object by which it is left encrypted. */
public final class DecryptSwitch {
    /** Its name. */
    public static final String ANNOTATION = "kustomize.toolkit.fluxcd.io/decrypt";

    private DecryptSwitch() {}

    /** Whether an object says that it is to be left as it is. */
    public static boolean isOff(YamlMap object) {
        YamlMap metadata = object.getMap("metadata");
        YamlMap annotations = metadata == null ? null : metadata.getMap("annotations");
        return annotations != null && "disabled".equalsIgnoreCase(annotations.getText(ANNOTATION));
    }
}
