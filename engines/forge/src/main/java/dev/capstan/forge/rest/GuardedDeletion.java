package dev.capstan.forge.rest;

import dev.capstan.forge.ForgeFailureException;

/** Takes away a branch that nobody has added commits to: forges have no such request, so it is looked at right before. */
public final class GuardedDeletion {
    private GuardedDeletion() {}

    /**
     * Deletes it.
     *
     * @param look for the branch
     * @param delete the branch
     * @param expectedHead it stays when it ends with another commit
     * @param commit fields that lead to its last commit
     * @return whether it is gone
     */
    public static boolean run(
            RestConnection connection, RestCall look, RestCall delete, String expectedHead, String... commit)
            throws ForgeFailureException {
        var found = connection.send(look);
        if (found.status() == 404) {
            return true;
        }
        if (!Json.text(connection.content(look, found), commit).equals(expectedHead)) {
            return false;
        }
        var answer = connection.send(delete);
        boolean isGone = answer.isSuccess() || answer.status() == 404 || answer.status() == 422; // somebody was quicker
        if (!isGone) {
            throw connection.refused(delete, answer);
        }
        return true;
    }
}
