/**
 * The working form of an object while transformers change it: a mutable tree that is thawed from the immutable YAML model
 * and frozen back at the end. It keeps, besides the value, what decides how kustomize would read a changed scalar (explicit
 * tag and quotes), and where each value came from. One tree belongs to one build and one thread.
 *
 * <p>Nodes have identity on purpose: kustomize places one label value at several paths of an object, and a later change
 * through one path shows at all of them. Programs rely on the result, so the engine does the same.
 */
@NullMarked
package dev.capstan.kustomize.node;

import org.jspecify.annotations.NullMarked;
