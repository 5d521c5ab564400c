package dev.capstan.cli.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** How objects are recognised that a command has made, so that {@code capstan down} takes away these and no others. */
public final class Marks {

    /** Label of every object that a command has made. */
    public static final String LABEL = "capstan.dev/made-by";

    /** Its value on what {@code up} has made for one repository. */
    public static final String UP = "up";

    /** Its value on what every command installs that runs controllers: the definitions. */
    public static final String INSTALLATION = "installation";

    private Marks() {}

    /** The labels of an object that is made by {@code up}. */
    public static Map<String, String> ofUp() {
        return Map.of(LABEL, UP);
    }

    /** Whether the object carries that mark. */
    public static boolean isMadeBy(String maker, HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && maker.equals(labels.get(LABEL));
    }
}
