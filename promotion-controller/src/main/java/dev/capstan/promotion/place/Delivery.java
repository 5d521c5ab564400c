package dev.capstan.promotion.place;

import java.util.Optional;

/**
 * How a change arrives.
 *
 * @param message of the commit or tag
 * @param proposal the branch of a pull request; empty when the change goes to its place directly
 */
public record Delivery(String message, Optional<Proposal> proposal) {

    /**
     * The branch of a pull request.
     *
     * @param branch its name; nobody else commits to it
     * @param head where we left it; empty when we made none yet
     */
    public record Proposal(String branch, Optional<String> head) {}
}
