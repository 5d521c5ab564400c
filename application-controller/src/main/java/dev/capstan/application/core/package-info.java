/**
 * What the command {@code argocd --core} asks of a cluster beside its objects: the few answers of a repository server and of a cache. It
 * knows protocols and Applications, and no sockets.
 */
@NullMarked
package dev.capstan.application.core;

import org.jspecify.annotations.NullMarked;
