package dev.capstan.promotion.place;

import java.util.List;
import java.util.Map;

/** What a look at the repository gave. */
public sealed interface Looked {

    /**
     * All places as they were at one moment.
     *
     * @param places what each environment has
     * @param steps how each environment but the last relates to the one after it
     * @param digests for each environment: what it had at the commits that were asked about, as far as the repository has them
     */
    record Seen(List<PlaceLook> places, List<StepLook> steps, List<Map<String, String>> digests) implements Looked {
        /** Copies the lists. */
        public Seen {
            places = List.copyOf(places);
            steps = List.copyOf(steps);
            digests = List.copyOf(digests);
        }
    }

    /**
     * There was no answer.
     *
     * @param isRefusal whether the credentials were refused
     */
    record Failed(String why, boolean isRefusal) implements Looked {}
}
