/**
 * The way to the controller: which one, as whom, each call and what its failure means. The only
 * package that knows gRPC.
 */
package lifeboat.cli.wire;
