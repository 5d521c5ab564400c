package dev.capstan.git.write;

import dev.capstan.git.Revision;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a remote was seen to have in one look, all of it fetched.
 *
 * @param revision of the checkout
 * @param checkout its commit
 * @param branch head of the branch that is pushed to; empty when it does not exist
 * @param additional what the destination of an additional push names; empty when it does not exist, or there is no such push
 */
record Seen(Revision revision, ObjectId checkout, Optional<ObjectId> branch, Optional<ObjectId> additional) {}
