package dev.capstan.promotion.place;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The repository of a Promotion, with the credentials and the time limit of one reconciliation. */
public interface PromotionRepository {

    /**
     * Looks at all environments at once.
     *
     * @param shown for each environment: commits of which its content is wanted
     */
    Looked look(List<Set<String>> shown);

    /**
     * Brings what one environment has to the next one.
     *
     * @param to index of the next one
     * @param expected what that one has, as it was seen; it is not changed when it has something else by now
     * @param candidate what it gets, as it was proven
     * @param undone of branches: the commit of a rollback there whose effect ends with this
     */
    Brought bring(int to, Optional<Content> expected, Content candidate, Optional<String> undone, Delivery delivery);

    /**
     * Gives an environment what it had before. Not for tags.
     *
     * @param at index of the environment
     * @param expected what it has, as it was seen
     * @param target what it gets
     */
    Brought restore(int at, Content expected, Content target, Delivery delivery);
}
