package de.asvumzug.web.protocol;

/** Makes one part of the protocol. */
interface SectionMaker {

  ProtocolSection of(MoveRecord move);
}
