/*
 * Dấu hiệu lừa đảo: an H5P content type. A message as a phone shows it, in which the learner marks what is suspicious.
 * Copyright the authors of Đại học số. SPDX-License-Identifier: Apache-2.0
 *
 * A place is what can be marked: the sender's address first, then the parts that are no plain words, counted from 0
 * over all messages. That count is the id of its choice in xAPI. Right marks earn a point each, wrong ones cost one.
 */
var H5P = H5P || {};

H5P.ScamSigns = (function ($) {
  'use strict';

  var DEFAULTS = {
    task: '',
    sender: { name: '', address: '', isSign: false, feedback: '' },
    messages: [],
    behaviour: { passPercentage: 80, enableRetry: true, enableSolutionsButton: true },
    l10n: {
      hint: 'Chạm vào đoạn có gạch chấm, hoặc bấm phím cách, để đánh dấu; làm lại lần nữa để bỏ.',
      messageFrom: 'Tin nhắn từ :name',
      reply: 'Người nhận trả lời:',
      count: 'Đã đánh dấu :marked chỗ, cần tìm :signs dấu hiệu.',
      tooMany: 'Đã đánh dấu :marked chỗ, nhiều hơn :signs dấu hiệu cần tìm.',
      rule: 'Tìm đúng một dấu hiệu được một điểm, đánh dấu nhầm một chỗ mất một điểm. ' +
        'Được :needed trên :signs điểm là đạt.',
      nothing: 'Anh/chị hãy đánh dấu ít nhất một chỗ rồi kiểm tra.',
      check: 'Kiểm tra',
      showSolutions: 'Xem dấu hiệu còn thiếu',
      retry: 'Làm lại',
      passed: 'Đạt: :score/:max điểm',
      failed: 'Chưa đạt: :score/:max điểm',
      summary: 'Tìm đúng :right trong :signs dấu hiệu, đánh dấu nhầm :wrong chỗ.',
      notes: 'Vì sao',
      right: 'Đúng là dấu hiệu lừa đảo',
      wrong: 'Chỗ này bình thường',
      missed: 'Dấu hiệu bị bỏ sót',
      note: 'giải thích số :number'
    }
  };
  var INTERACTION = 'http://adlnet.gov/expapi/activities/cmi.interaction';

  /**
   * @param {object} params by semantics.json
   * @param {number} contentId
   * @param {object} extras `metadata`, `previousState` as getCurrentState gave it
   */
  function ScamSigns(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    extras = extras || {};
    this.contentId = contentId;
    this.params = $.extend(true, {}, DEFAULTS, params);
    this.metadata = extras.metadata || {};
    this.language = this.metadata.defaultLanguage || document.documentElement.lang || 'vi';
    this.places = [];
    this.read();
    this.signs = this.places.filter(isSign).length;
    this.needed = Math.max(1, Math.ceil(this.signs * this.params.behaviour.passPercentage / 100));
    this.restore(extras.previousState);
  }

  ScamSigns.prototype = Object.create(H5P.EventDispatcher.prototype);
  ScamSigns.prototype.constructor = ScamSigns;

  /** Text fields may hold escaped characters; nothing runs in a document of its own. */
  ScamSigns.plain = function (text) {
    return new DOMParser().parseFromString(String(text || ''), 'text/html').body.textContent;
  };

  /** `words` with what stands behind a colon filled in. */
  ScamSigns.say = function (words, facts) {
    return ScamSigns.plain(words).replace(/:([a-z]+)/g, function (all, name) {
      return facts[name] === undefined ? all : String(facts[name]);
    });
  };

  function isSign(place) {
    return place.isSign;
  }

  function isMarked(place) {
    return place.isMarked;
  }

  function ids(places) {
    return places.map(function (place) { return place.id; });
  }

  // -- What there is to mark ---------------------------------------------------------

  ScamSigns.prototype.read = function () {
    var self = this;
    var sender = this.params.sender;
    this.sender = this.addPlace(sender.address, sender.isSign, sender.feedback);
    this.messages = this.params.messages.map(function (message) {
      return {
        isReply: message.from === 'me',
        time: ScamSigns.plain(message.time),
        parts: (message.parts || []).map(function (part) {
          return self.readPart(part, message.from === 'me');
        })
      };
    });
  };

  ScamSigns.prototype.readPart = function (part, isReply) {
    if (isReply || (part.kind !== 'sign' && part.kind !== 'harmless')) {
      return { text: ScamSigns.plain(part.text) };
    }
    return this.addPlace(part.text, part.kind === 'sign', part.feedback);
  };

  ScamSigns.prototype.addPlace = function (text, isSign, feedback) {
    var place = {
      id: String(this.places.length),
      text: ScamSigns.plain(text),
      isSign: Boolean(isSign),
      feedback: ScamSigns.plain(feedback),
      isMarked: false
    };
    this.places.push(place);
    return place;
  };

  ScamSigns.prototype.marked = function () {
    return this.places.filter(isMarked);
  };

  ScamSigns.prototype.count = function () {
    var right = this.marked().filter(isSign).length;
    return { right: right, wrong: this.marked().length - right };
  };

  /** 'right', 'wrong', 'missed', or nothing to be said of it. */
  ScamSigns.prototype.verdict = function (place) {
    if (!this.isChecked) {
      return '';
    }
    if (place.isMarked) {
      return place.isSign ? 'right' : 'wrong';
    }
    return this.isRevealed && place.isSign ? 'missed' : '';
  };

  // -- What the learner does ---------------------------------------------------------

  ScamSigns.prototype.attach = function ($container) {
    this.view = new ScamSigns.View(this);
    $container.addClass('h5p-scam-signs').empty().append(this.view.draw());
    this.view.show();
    this.begin();
  };

  /** The clock of a resumed attempt goes on where it stood. */
  ScamSigns.prototype.begin = function () {
    this.setActivityStarted();
    this.activityStartTime -= this.elapsed * 1000;
  };

  ScamSigns.prototype.noteTime = function () {
    this.elapsed = Math.round((Date.now() - this.activityStartTime) / 1000);
  };

  ScamSigns.prototype.mark = function (place) {
    if (this.isChecked) {
      return;
    }
    place.isMarked = !place.isMarked;
    this.noteTime();
    this.view.showPlace(place);
    this.view.showCount();
    this.triggerXAPI('interacted');
    this.trigger('resize');
  };

  ScamSigns.prototype.check = function () {
    if (!this.marked().length) {
      this.view.askForMarks();
      return;
    }
    this.isChecked = true;
    this.noteTime();
    this.view.show();
    this.trigger(this.answered());
    this.view.focusResult();
  };

  ScamSigns.prototype.reveal = function () {
    this.showSolutions();
    this.view.focusResult();
  };

  ScamSigns.prototype.retry = function () {
    this.resetTask();
    this.begin();
    this.view.focusFirst();
  };

  // -- What is remembered ------------------------------------------------------------

  ScamSigns.prototype.restore = function (state) {
    var marked = state && Array.isArray(state.marked) ? state.marked.map(String) : [];
    this.places.forEach(function (place) {
      place.isMarked = marked.indexOf(place.id) !== -1;
    });
    this.isChecked = Boolean(state && state.checked);
    this.isRevealed = Boolean(this.isChecked && state.revealed);
    this.elapsed = state && state.elapsed > 0 ? Number(state.elapsed) : 0;
  };

  /** Changes only when the learner does something, so that nothing is saved while she reads. */
  ScamSigns.prototype.getCurrentState = function () {
    return {
      marked: ids(this.marked()),
      checked: this.isChecked,
      revealed: this.isRevealed,
      elapsed: this.elapsed
    };
  };

  // -- The contract of question types ------------------------------------------------

  ScamSigns.prototype.getAnswerGiven = function () {
    return this.isChecked || this.marked().length > 0;
  };

  ScamSigns.prototype.getScore = function () {
    var count = this.count();
    return Math.max(0, count.right - count.wrong);
  };

  ScamSigns.prototype.getMaxScore = function () {
    return this.signs;
  };

  ScamSigns.prototype.isPassed = function () {
    return this.getScore() >= this.needed;
  };

  ScamSigns.prototype.getTitle = function () {
    return H5P.createTitle(this.name());
  };

  ScamSigns.prototype.name = function () {
    return ScamSigns.plain(this.metadata.title || this.params.task);
  };

  ScamSigns.prototype.showSolutions = function () {
    this.isChecked = true;
    this.isRevealed = true;
    this.view.show();
  };

  ScamSigns.prototype.resetTask = function () {
    this.restore(undefined);
    this.activityStartTime = undefined;
    if (this.view) {
      this.view.show();
    }
  };

  // -- What it tells -----------------------------------------------------------------

  ScamSigns.prototype.getXAPIData = function () {
    return { statement: this.answered().data.statement };
  };

  ScamSigns.prototype.answered = function () {
    var event = this.createXAPIEventTemplate('answered');
    event.setScoredResult(this.getScore(), this.signs, this, true, this.isPassed());
    event.data.statement.result.response = ids(this.marked()).join('[,]');
    return event;
  };

  /** The core takes every content for an English one. */
  ScamSigns.prototype.createXAPIEventTemplate = function (verb, extra) {
    var event = H5P.EventDispatcher.prototype.createXAPIEventTemplate.call(this, verb, extra);
    $.extend(event.data.statement.object.definition, this.definition());
    return event;
  };

  ScamSigns.prototype.definition = function () {
    var self = this;
    function said(text) {
      var words = {};
      words[self.language] = text;
      return words;
    }
    return {
      type: INTERACTION,
      name: said(this.name()),
      description: said(ScamSigns.plain(this.params.task)),
      interactionType: 'choice',
      choices: this.places.map(function (place) {
        return { id: place.id, description: said(place.text) };
      }),
      correctResponsesPattern: [ids(this.places.filter(isSign)).join('[,]')]
    };
  };

  return ScamSigns;
})(H5P.jQuery);
