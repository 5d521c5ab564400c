/**
 * A program that runs K3s in a container until its standard input closes. It is started by {@code devcluster} as a process of its
 * own and speaks to it in lines; nobody has it on a class path.
 */
@NullMarked
package dev.capstan.k3s;

import org.jspecify.annotations.NullMarked;
